// The bar that leads through a plan's history. Its right end is the present.

import {byId, when} from './dom.js';
import {sentence} from './sentences.js';

export class TimeBar {
  /**
   * @param choose is told the sequence number of an event, or null for the present
   * @param step is told -1 or 1, for the event before or after the one that is shown
   */
  constructor(choose, step) {
    this.range = byId('time');
    this.live = byId('time-live');
    this.first = null;
    this.last = null;
    this.past = null;
    this.range.addEventListener('input', () => {
      const value = Number(this.range.value);
      choose(value >= this.last ? null : value);
    });
    byId('time-earlier').addEventListener('click', () => step(-1));
    byId('time-later').addEventListener('click', () => step(1));
    this.live.addEventListener('click', () => choose(null));
  }

  /** Forgets the history of another orchestrator. */
  reset() {
    Object.assign(this, {first: null, last: null, past: null});
  }

  /**
   * The history goes from one event to another one. While the past is shown its end stays where it
   * is, so that nothing moves below the hand.
   */
  reaches(first, last) {
    this.first = first;
    if (this.past === null || this.last === null) {
      this.last = last;
    }
  }

  /**
   * Shows where the page stands.
   *
   * @param event the event that is shown, or the last one while it is the present
   * @param past whether an earlier one was chosen
   * @param wanted the value of an input that is still being read, or null
   */
  show(event, past, wanted = null) {
    this.past = past ? event : null;
    const none = this.first === null || this.first >= this.last;
    byId('timebar').classList.toggle('past', past);
    this.range.disabled = none;
    byId('time-earlier').disabled = none || event?.sequence <= this.first;
    byId('time-later').disabled = !past;
    this.live.disabled = !past;
    this.range.min = this.first ?? 0;
    this.range.max = this.last ?? 0;
    if (wanted === null) {
      this.range.value = past ? event.sequence : this.last ?? 0;
    }
    byId('time-mode').textContent = past ? 'Past' : 'Live';
    const told = event ? `${when(event.at)} · ${sentence(event)}` : '';
    byId('time-event').textContent = told;
    byId('time-event').title = told;
    this.range.setAttribute('aria-valuetext', `${past ? 'Past' : 'Live'}: ${told}`);
  }
}
