// "Houd mij op de hoogte", on the Sent screen. Loaded once a report is sent.

import { newsKeyOf } from './news.js';
import { offerNews } from './news-switch.js';
import { offerPush } from './push.js';

export function offer(screen, { direct, key, pushKey, words, openSession }) {
  const texts = { on: words.pushOn, no: words.pushNo, fails: words.pushFails };
  if (direct) offerPush(screen.querySelector('[data-level]'), pushKey, texts, openSession);
  offerNews(screen.querySelector('[data-news]'), pushKey, async () => newsKeyOf(await key));
}
