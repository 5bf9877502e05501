// Everything between the first tap and the Sent screen.

import { overview } from './check.js';
import { deriveKey, groups, newCode } from './code.js';
import { choosePhotos } from './photos.js';
import { askPlace } from './place.js';
import { contents, deliver, sendPhotos } from './send.js';
import { showSent } from './sent.js';
import { strikeOut } from './who.js';

const PARTS = { category: 'what', place: 'where', text: 'show', answers: 'show', photos: 'show', exclude: 'who' };

export function start({ form, words, show, complain }) {
  const photos = choosePhotos(form, words);
  askPlace(form, words);
  strikeOut(form);
  form.addEventListener('step', ({ detail }) => detail === 'check' && overview(form, words, show, photos));
  if (!globalThis.crypto?.subtle) return {}; // plain http: the server makes the code

  // Where the server gave the form back, its code was on the screen already.
  let identity = identify('kept' in form.dataset ? { submission: form.submission.value, code: form.code.value } : fresh());
  let waiting;
  form.addEventListener('step', () => { waiting?.abort(); say(''); });

  function fresh() {
    return { submission: crypto.randomUUID(), code: newCode() };
  }

  // The code exists before anything is sent, so a lost answer loses nothing. It stays, since people write it down: only
  // where the server has another report under it comes a new one. The key is made while people type.
  function identify(made) {
    form.submission.value = made.submission;
    form.code.value = made.code;
    document.querySelector('#code-first bdi').replaceChildren(...groups(made.code));
    made.key = deriveKey(made.code, form.dataset.salt, Number(form.dataset.iterations));
    return made;
  }

  function say(text, again) {
    const status = document.getElementById('status');
    status.textContent = text;
    if (!again) return;
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button second', textContent: words.again });
    button.addEventListener('click', again);
    status.append(button);
  }

  async function send() {
    const said = contents(form, photos.length);
    waiting?.abort();
    waiting = new AbortController();
    const button = document.getElementById('send');
    button.setAttribute('aria-disabled', 'true');
    const late = setTimeout(() => say(words.sending), 400);
    const tell = (text, again) => { clearTimeout(late); say(text, again); };
    try {
      const key = said.level ? { key: await identity.key } : {};
      const receipt = await deliver({ ...said, submission: identity.submission, ...key }, words, tell, waiting.signal);
      tell('');
      if (!receipt.team) throw { detail: '' }; // withdrawn meanwhile: there is nothing to follow
      const screen = showSent({ form, words, receipt, identity, said });
      await sendPhotos(identity.submission, photos, words, screen);
    } catch (problem) {
      tell('');
      if (problem.name === 'AbortError') return;
      refused(problem);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  function refused(problem) {
    say('');
    if (problem.status === 409 || problem.fields?.key) {
      identity = identify(fresh());
      return complain({ check: words.changed });
    }
    const errors = {};
    for (const [field, message] of Object.entries(problem.fields ?? {})) errors[PARTS[field.split('.')[0]] ?? 'check'] = message;
    if (!Object.keys(errors).length) errors.check = `${words.refused} ${problem.detail ?? ''}`;
    complain(errors);
  }

  return { send };
}
