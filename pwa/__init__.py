"""What people see: pages, templates, styles and the scripts of the progressive web app."""
