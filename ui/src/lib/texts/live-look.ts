/**
 * Looks at a text while it is typed: at most one question each `everyMs`, always about the newest text,
 * and an answer that comes late never takes the place of a newer one.
 */
export class LiveLook<Answer> {
  #text = "";
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asked = 0;
  #shown = 0;

  constructor(
    private readonly ask: (text: string) => Promise<Answer | null>,
    private readonly show: (text: string, answer: Answer) => void,
    private readonly everyMs: number,
  ) {}

  /** The text is this now. */
  typed(text: string): void {
    this.#text = text;
    this.#timer ??= setTimeout(() => void this.#look(), this.everyMs);
  }

  /** Nothing is asked any more, and no answer is shown. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shown = Infinity;
  }

  async #look(): Promise<void> {
    this.#timer = null;
    const turn = ++this.#asked;
    const text = this.#text;
    const answer = await this.ask(text);
    if (answer === null || turn < this.#shown) return;
    this.#shown = turn;
    this.show(text, answer);
  }
}
