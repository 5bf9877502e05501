// The case page: what the reporter will read stands below what is typed, while it is typed.

for (const quote of document.querySelectorAll('[data-reads]')) {
  const form = quote.closest('form');
  const day = form.querySelector('[type=date]');
  const choice = form.querySelector('select');
  const long = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

  const show = () => {
    const typed = ['reason', 'text'].map((name) => form.elements[name]?.value.trim()).filter(Boolean);
    const head = (choice?.selectedOptions[0].dataset.sentence ?? quote.dataset.reads)
      .replace('%(day)s', day?.value ? long.format(new Date(day.value)) : '…')
      .replace(/%\(\w+\)s/g, '…');
    quote.textContent = [head, ...typed].join(' ');
  };
  form.querySelector('[data-plain]').remove(); // "with your text" is shown itself
  form.addEventListener('input', show);
  show();
}

// Words that were not sent are not lost by a tap beside the button.
let sending = false;
document.addEventListener('submit', () => { sending = true; });
addEventListener('beforeunload', (event) => {
  const typed = [...document.querySelectorAll('textarea:not([readonly])')].some((area) => area.value !== area.defaultValue);
  if (typed && !sending) event.preventDefault();
});
