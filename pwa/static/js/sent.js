// The Sent screen, in place of the form. No "Terug": the code stands here only.

import { groups } from './code.js';
import { shrink } from './shrink.js';
import { chosen, fill } from './report.js';
import { sendPhoto } from './send.js';

const { lang } = document.documentElement;
const day = (when) => new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' }).format(new Date(when));

export function showSent({ form, words, receipt, identity, said }) {
  const sensitive = chosen().dataset.class !== 'open';
  const { follow, pushKey } = form.dataset;
  const screen = document.createElement('div');
  screen.id = 'sent-screen';
  screen.append(document.getElementById('sent').content.cloneNode(true));
  const slot = (name) => screen.querySelector(`[data-slot=${name}]`);
  const say = (text) => { slot('photo-status').textContent = text; };

  slot('team').textContent = `${receipt.team.partner}, ${receipt.team.name}`;
  slot('reason').textContent = receipt.reason;
  slot('acknowledge').textContent = fill(words.by, { day: day(receipt.acknowledge_by) });
  slot('handle').textContent = fill(words.by, { day: day(receipt.handle_by) });
  slot('reference').textContent = receipt.reference;
  const urgent = chosen().closest('.choice').querySelector('.danger') || document.querySelector('#questions [data-urgent] [value=ja]:checked');
  screen.querySelector('.call').hidden = !urgent;
  const hidden = said.exclude.map((slug) => fill(words.hidden, { name: form.querySelector(`[name=exclude][value=${slug}]`).nextSibling.textContent }));
  const advice = [...hidden, ...receipt.advice ?? []];
  slot('advice').hidden = !advice.length;
  slot('advice').replaceChildren(...advice.map((text) => Object.assign(document.createElement('li'), { textContent: text })));

  if (said.level) {
    slot('code').firstElementChild.replaceChildren(...groups(identity.code));
    const copy = screen.querySelector('[data-copy]');
    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(identity.code);
      copy.textContent = words.copied;
    });
    screen.querySelector('[data-view]').addEventListener('click', async () => {
      if (await openSession()) location.replace(follow);
    });
    // Where it cannot be loaded just now, the follow page offers the same.
    const wanted = { direct: !sensitive, key: identity.key, pushKey, words, openSession };
    import('./news-sent.js').then(({ offer }) => offer(screen, wanted), () => undefined);
  } else {
    screen.querySelectorAll('.code-card, [data-view]').forEach((part) => part.remove());
  }

  async function openSession() {
    const answer = await fetch('/api/follow', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key: await identity.key }),
    }).catch(() => null);
    if (!answer?.ok) say(words.pushFails);
    return answer?.ok;
  }

  let photos = said.photos;
  const later = screen.querySelector('#photo-later');
  const add = screen.querySelector('[data-add]');
  later.disabled = add.hidden = photos >= 3;
  later.addEventListener('change', async () => {
    say(words.photoBusy);
    const blob = await shrink(later.files[0]).catch(() => null);
    if (!blob) return say(words.photoBad);
    photos += 1;
    later.value = '';
    later.disabled = add.hidden = photos >= 3;
    await sendPhoto(identity.submission, photos, blob, words, { say, signal: new AbortController().signal });
  });

  window.onbeforeunload = null;
  document.querySelector('.exit').hidden = !sensitive;
  document.getElementById('back').hidden = true;
  form.reset();
  document.getElementById('main').replaceChildren(screen);
  document.title = document.title.split(' – ').pop();
  scrollTo(0, 0);
  screen.querySelector('h1').focus({ preventScroll: true });
  return { say, signal: new AbortController().signal };
}
