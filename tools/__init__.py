"""What `./run` and `./test` do before ours starts. It needs nothing but Python itself, except `tools.pins`."""
