// After an action: what was said, and a button that undoes it for as long as it counts.

import { Refused, report, undo } from './field-send.js';

const words = document.getElementById('done-words').dataset;

// Sends the action and shows it in `place`. → 'undone', 'over' (it stands) or 'refused'.
export async function act({ task, kind, details = {}, file, place }) {
  const before = [...place.childNodes];
  const box = document.getElementById('done-box').content.cloneNode(true).firstElementChild;
  const said = box.querySelector('strong');
  const button = box.querySelector('[data-undo]');
  const error = box.querySelector('.error');
  said.textContent = words.busy;
  button.hidden = true;
  place.replaceChildren(box);

  function complain(problem) {
    error.textContent = (problem instanceof Refused && problem.message) || words.refused;
    error.hidden = false;
  }

  const sayOffline = ({ detail }) => { said.textContent = detail ? words.offline : words.busy; };
  const sayEnded = ({ detail }) => {
    said.textContent = detail ? words.ended : words.busy;
    box.querySelector('.ended').hidden = !detail;
  };
  addEventListener('waiting', sayOffline);
  addEventListener('signed-out', sayEnded);
  let sent;
  try {
    sent = await report(task, kind, details, file);
  } catch (problem) {
    place.replaceChildren(...before, error);
    complain(problem);
    return 'refused';
  } finally {
    removeEventListener('waiting', sayOffline);
    removeEventListener('signed-out', sayEnded);
  }
  said.textContent = words[kind];
  box.classList.add('sent');
  button.hidden = false;
  button.focus({ preventScroll: true });
  sent.photo.then((arrived) => { if (!arrived) { error.textContent = words.photo; error.hidden = false; } });

  const undone = await asked(button, sent.seconds);
  if (undone) {
    try {
      await undo(task, sent.action);
      place.replaceChildren(...before);
      return 'undone';
    } catch (problem) {
      complain(problem);
    }
  }
  button.remove();
  const arrived = await sent.photo;
  return arrived ? 'over' : 'no photo';
}

// Whether the button was pressed before it counted down.
function asked(button, seconds) {
  const count = button.querySelector('.seconds');
  return new Promise((resolve) => {
    let left = seconds;
    count.textContent = `(${left})`;
    const clock = setInterval(() => {
      left -= 1;
      count.textContent = `(${left})`;
      if (left > 0) return;
      clearInterval(clock);
      resolve(false);
    }, 1000);
    button.addEventListener('click', () => { clearInterval(clock); button.disabled = true; resolve(true); }, { once: true });
  });
}
