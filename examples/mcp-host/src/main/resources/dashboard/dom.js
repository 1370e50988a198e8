// Small helpers over the DOM. Texts are only ever set as text: nothing here makes markup of them.

/** An element with a class and children; a string becomes a text node. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/**
 * A mark. Many fonts have the one of held only as a coloured picture, which would hide its state's
 * colour: it is drawn.
 */
export function mark(glyph, turning = false) {
  return element('span', `glyph${glyph === '⏸' ? ' pause' : ''}${turning ? ' turning' : ''}`, glyph);
}

/** A text from an agent: its own direction, and nothing invisible that would turn it round. */
export function words(tag, className, text) {
  const made = element(tag, className, harmless(text));
  made.dir = 'auto';
  return made;
}

/** Control and bidirectional characters become visible; line breaks and tabs stay. */
export function harmless(text) {
  return String(text ?? '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '\ufffd');
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A button that calls back. */
export function button(className, label, action) {
  const made = element('button', className, label);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
}

/**
 * Makes the children of a list those of the items, keeping the elements of items that stay.
 * An item's element is made anew only when what it shows has changed.
 */
export function keep(list, items, key, make) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const shown = JSON.stringify(item);
    const known = old.get(String(key(item)));
    if (known && known.dataset.shown === shown) {
      return known;
    }
    const made = make(item);
    made.dataset.key = key(item);
    made.dataset.shown = shown;
    return made;
  });
  keepingFocus(list, () => {
    wanted.forEach((child, index) => {
      if (list.children[index] !== child) {
        list.insertBefore(child, list.children[index] ?? null);
      }
    });
    while (list.children.length > wanted.length) {
      list.lastElementChild.remove();
    }
  });
}

/**
 * Changes what is in an element. The keyboard's focus, which is lost where its control is moved or made
 * anew, stays on that control, or goes to the one that says the same, or to the one in its place.
 */
export function keepingFocus(root, change) {
  const controls = () => [...root.querySelectorAll('button, summary')];
  const focused = document.activeElement;
  const index = controls().indexOf(focused);
  change();
  if (index >= 0 && document.activeElement !== focused) {
    const after = controls();
    const same = after.includes(focused) ? focused
      : after.find(({textContent}) => textContent === focused.textContent) ?? after[Math.min(index, after.length - 1)];
    same?.focus({preventScroll: true});
  }
}

/** The moment that is shown, from which ages count; null while it is the present. */
let shownMoment = null;

/** Has every age count from a moment of the past, or from the present, which is null. */
export function countAgesFrom(instant) {
  shownMoment = instant === null ? null : Date.parse(instant);
  renewTimes();
}

/** How long ago, in one unit. */
export function ago(instant, now = shownMoment ?? Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
}

/** An instant that grows older by itself, between two words; see {@link renewTimes}. */
export function since(instant, before = '', after = ' ago') {
  const made = element('time', 'since', before + ago(instant) + after);
  made.dateTime = instant;
  Object.assign(made.dataset, {before, after});
  made.title = new Date(instant).toLocaleString();
  return made;
}

/** Renews every instant that is shown. */
export function renewTimes() {
  for (const time of document.querySelectorAll('time.since')) {
    const text = time.dataset.before + ago(time.dateTime) + time.dataset.after;
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

/** The time of day, with the day where that is another one. */
export function when(instant) {
  const date = new Date(instant);
  const time = date.toLocaleTimeString();
  return date.toDateString() === new Date().toDateString()
    ? time : `${date.toLocaleDateString()} ${time}`;
}
