// Says that there are more stages than what is seen of the plan, and goes there.

export class Reach {
  /** @param view what scrolls; the buttons lead to its earlier and later stages */
  constructor(view, earlier, later) {
    Object.assign(this, {view, earlier, later, stages: []});
    view.addEventListener('scroll', () => this.look(), {passive: true});
    new ResizeObserver(() => this.look()).observe(view);
    earlier.addEventListener('click', () => this.go(this.hidden().before.at(-1), 'end'));
    later.addEventListener('click', () => this.go(this.hidden().after[0], 'start'));
  }

  /** @param stages the left and right edge of each */
  show(stages) {
    this.stages = stages;
    this.look();
  }

  hidden() {
    const {scrollLeft, clientWidth} = this.view;
    return {
      before: this.stages.filter(({left}) => left < scrollLeft - 1),
      after: this.stages.filter(({right}) => right > scrollLeft + clientWidth + 1),
    };
  }

  look() {
    const {before, after} = this.hidden();
    say(this.earlier, before.length, (count) => `◂ ${count}`);
    say(this.later, after.length, (count) => `${count} ▸`);
    this.view.classList.toggle('more-before', before.length > 0);
    this.view.classList.toggle('more-after', after.length > 0);
  }

  go(stage, edge) {
    if (stage) {
      const left = edge === 'start' ? stage.left - EDGE : stage.right + EDGE - this.view.clientWidth;
      this.view.scrollTo({left});
    }
  }
}

const EDGE = 12;

function say(button, count, text) {
  button.hidden = count === 0;
  button.textContent = text(`${count} more ${count === 1 ? 'stage' : 'stages'}`);
}
