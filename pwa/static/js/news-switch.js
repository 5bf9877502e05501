// The card with the switch: news on, or off and wiped, each with one tap.

import { forget, isKept, keep, read } from './news.js';
import { join, leave, permit } from './news-push.js';

// Shows `section`. `ownKey` answers the news key of its report; `known` is that key where the page has it already.
export function offerNews(section, pushKey, ownKey, known) {
  const { push, app, off, fails } = section.dataset;
  const [on, away] = ['on', 'off'].map((name) => section.querySelector(`[data-news-${name}]`));
  const say = (text) => { section.querySelector('[role=status]').textContent = text; };
  let key = known;

  function show() {
    const kept = key && isKept(key);
    on.hidden = kept;
    away.hidden = !kept;
  }

  on.addEventListener('click', async () => {
    on.disabled = true;
    const permitted = await permit();
    try {
      key ??= await ownKey();
      await keep(key);
      // Where no message can come, the app itself tells the news.
      say(permitted && await join(pushKey).then(() => true, () => false) ? push : app);
    } catch {
      say(fails);
    }
    on.disabled = false;
    show();
  });
  away.addEventListener('click', async () => {
    forget(key);
    show();
    say(off);
    await leave();
  });

  if (key) read(key);
  show();
  section.hidden = false;
}
