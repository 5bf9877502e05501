// "Klopt dit?": everything that will be sent, each with a way back to it.

import { chosen, fill } from './report.js';

const words_of = (input) => (input.type === 'text' ? input.value : input.nextElementSibling.textContent);
const heading = (field) => field.querySelector('legend, label').firstChild.textContent.trim();

export function overview(form, words, show, photos) {
  const list = document.getElementById('overview');
  const row = document.getElementById('overview-row');
  const place = form.lat.value && fill(words.onPoint, { n: form.lat.dataset.accuracy });
  const title = (part) => document.querySelector(`#${part} h2`).textContent;
  const rows = [
    ['what', title('what'), chosen()?.labels[0].textContent.trim()],
    ['where', title('where'), [form.description.value.trim(), place].filter(Boolean).join('\n')],
    ['show', title('show'), form.text.value.trim()],
  ];
  for (const field of document.querySelectorAll('#questions .field')) {
    const answer = field.querySelector('input:checked, input[type=text]');
    if (answer && words_of(answer)) rows.push(['show', heading(field), words_of(answer)]);
  }
  if (photos.length) rows.push(['show', words.photos, String(photos.length)]);
  const excluded = [...form.querySelectorAll('[name=exclude]:checked')].map((input) => input.nextElementSibling.textContent);
  const sensitive = chosen()?.dataset.class !== 'open';
  if (sensitive && excluded.length) rows.push(['who', document.querySelector('fieldset[data-sees] legend').firstChild.textContent, excluded.join(', ')]);

  list.replaceChildren(...rows.map(([part, name, value]) => {
    const item = row.content.cloneNode(true);
    item.querySelector('dt').textContent = name;
    item.querySelector('dd > span').textContent = value || words.nothing;
    item.querySelector('.unseen').textContent = ` ${name}`;
    item.querySelector('button').addEventListener('click', () => { form.dataset.after = 'check'; show(part); });
    return item;
  }));
  list.hidden = false;
  document.querySelector('.code-first').hidden = form.no_trace.checked || !form.code.value;
}
