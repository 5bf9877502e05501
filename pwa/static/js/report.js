// The report form, one step at a time, outside the history. What comes after the first tap is loaded then.

const form = document.getElementById('report');
const words = JSON.parse(form.dataset.words);
const steps = [...form.querySelectorAll('.step')];
const summary = document.getElementById('summary');
const name = document.title.split(' – ').pop();
let at = 0;
let pointed = 0;

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
export const chosen = () => form.querySelector('[name=category]:checked');

function show(part, focus = true) {
  at = Math.max(0, steps.findIndex((step) => step.id === part));
  steps.forEach((step, index) => { step.hidden = index !== at; });
  document.title = `${fill(words.step, { n: at + 1, m: steps.length })} – ${name}`;
  scrollTo(0, 0);
  if (part === 'check') form.dataset.after = '';
  if (focus) steps[at].querySelector('h2').focus({ preventScroll: true });
  form.dispatchEvent(new CustomEvent('step', { detail: steps[at].id }));
}

const FIELDS = { what: '[name=category]', where: '#description', show: '#text', who: '[name=exclude]' };

function forget() {
  form.querySelectorAll('.step > .error').forEach((error) => error.remove());
  form.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  summary.hidden = true;
  summary.nextElementSibling.matches('.notice') && summary.nextElementSibling.remove();
}

// Errors stand above the form with links, and at their fields. `errors` maps a step's id to its message.
function complain(errors) {
  forget();
  summary.querySelector('ul').replaceChildren(...Object.entries(errors).map(([part, message]) => {
    const error = Object.assign(document.createElement('p'), { className: 'error', id: `error-${part}`, textContent: message });
    document.getElementById(part).querySelector('h2').after(error);
    const field = document.querySelector(FIELDS[part] ?? 'none');
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', error.id);
    const link = Object.assign(document.createElement('a'), { href: `#${part}`, textContent: message });
    link.addEventListener('click', (event) => { event.preventDefault(); show(part); field?.focus(); });
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  show(Object.keys(errors)[0], false);
  summary.hidden = false;
  document.title = `${words.error}: ${document.title}`;
  summary.focus();
}

const answered = () => document.querySelector('#questions :is(input:checked, input[type=text]:not(:placeholder-shown))');
const missing = {
  what: () => !chosen() && words.category,
  where: () => !form.lat.value && !form.description.value.trim() && words.place,
  show: () => !form.text.value.trim() && !form.dataset.photos && !answered() && words.text,
};

function forward() {
  const part = steps[at].id;
  const message = missing[part]?.();
  if (message) return complain({ [part]: message });
  forget();
  show(form.dataset.after || steps[at + 1].id);
}

// The questions of the chosen category belong to "Wat ziet u?".
const slot = document.getElementById('questions');
const homes = new Map([...form.querySelectorAll('.questions')].map((questions) => [questions, questions.parentElement]));
function moveQuestions() {
  for (const [questions, home] of homes) (questions.dataset.category === chosen()?.value ? slot : home).append(questions);
}

let flow;
function load() {
  return flow ??= import('./flow.js').then(
    (module) => module.start({ form, words, show, complain }),
    () => { flow = undefined; }, // no internet just now: tried again at the next tap
  );
}
for (const type of ['pointerdown', 'keydown', 'input']) form.addEventListener(type, load);

form.addEventListener('pointerdown', () => { pointed = Date.now(); });
form.addEventListener('change', (event) => {
  window.onbeforeunload = (leaving) => leaving.preventDefault();
  if (event.target.name !== 'category') return;
  moveQuestions();
  // A tap is a choice; arrow keys are only looking. Advice is read before going on.
  const advice = event.target.closest('.choice').querySelector('.notice')?.closest('.more');
  if (advice) advice.scrollIntoView({ block: 'nearest' });
  else if (Date.now() - pointed < 1000) setTimeout(() => at === 0 && forward(), 160);
});
form.addEventListener('input', () => !summary.hidden && !missing[steps[at].id]?.() && forget());
form.addEventListener('click', (event) => event.target.closest('[data-next]') && forward());

form.addEventListener('submit', async (event) => {
  if (form.dataset.plain) return;
  event.preventDefault();
  if (steps[at].id !== 'check') return forward();
  const errors = {};
  for (const [part, check] of Object.entries(missing)) if (check()) errors[part] = check();
  if (Object.keys(errors).length) return complain(errors);
  const started = await load();
  if (started?.send) return started.send();
  // No way to make a code here: the same document goes as a plain form.
  form.dataset.plain = 'yes';
  window.onbeforeunload = null;
  setTimeout(() => form.requestSubmit(document.getElementById('send'))); // not while this event is still going on
});

document.getElementById('back').addEventListener('click', (event) => {
  if (!form.isConnected) return;
  const open = at === 0 && form.querySelector('.tile[open]');
  if (at === 0 && !open) return;
  event.preventDefault();
  forget();
  if (open) open.open = false;
  else show(steps[at - 1].id);
});

steps.forEach((step, index) => { step.querySelector('.count').textContent = fill(words.step, { n: index + 1, m: steps.length }); });
for (const part of document.querySelectorAll('[data-script]')) part.hidden = false;
form.classList.add('one-step');
history.replaceState(null, ''); // a tile came by POST: Back must not repeat it
moveQuestions();
const failed = steps.find((step) => step.querySelector(':scope > .error'));
const begun = failed ?? (chosen() && !summary.hidden ? steps[4] : steps[0]);
const wasFault = !summary.hidden;
const faultTitle = document.title;
show(begun.id, false);
if (wasFault) { document.title = faultTitle; summary.focus(); }
