/** The few best of many, best first; of equals the one of the lower place. */
export class Leaders {
  readonly places: number[] = [];
  readonly #likeness: number[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How alike the one at that position is, as a share of the best. */
  shareOfBest(position: number): number {
    return (this.#likeness[position] as number) / (this.#likeness[0] as number);
  }

  offer(place: number, likeness: number): void {
    const isBehind = (at: number) => {
      const other = this.#likeness[at] as number;
      return other < likeness || (other === likeness && (this.places[at] as number) > place);
    };
    let at = this.places.length;
    while (at > 0 && isBehind(at - 1)) at -= 1;
    if (at >= this.#limit) return;
    this.places.splice(at, 0, place);
    this.#likeness.splice(at, 0, likeness);
    if (this.places.length <= this.#limit) return;
    this.places.pop();
    this.#likeness.pop();
  }
}
