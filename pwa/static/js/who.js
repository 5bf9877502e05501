// "Wie ziet wat?" strikes out whom the reporter keeps out. Nothing moves under the thumb.

export function strikeOut(form) {
  const draw = () => {
    for (const team of form.querySelectorAll('[data-partner]')) {
      const excluded = form.querySelector(`[name=exclude][value="${team.dataset.partner}"]:checked`);
      if (excluded) team.setAttribute('role', 'deletion');
      else team.removeAttribute('role');
    }
  };
  form.addEventListener('change', draw);
  draw();
}
