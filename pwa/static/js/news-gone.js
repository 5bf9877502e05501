// A report was withdrawn: what this phone kept for news of it goes too.

import { forget, isKept } from './news.js';
import { leave } from './news-push.js';

const { newsKey } = document.querySelector('script[data-news-key]').dataset;
if (isKept(newsKey)) {
  forget(newsKey);
  await leave();
}
