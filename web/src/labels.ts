/** Where labels go: whole or not at all, and never one on another. Pure: it measures and packs. */
export type Pixel = readonly [number, number];
/** Left, top, right, bottom, in pixels. */
export type Rect = readonly [number, number, number, number];

const CELL = 64;

/** Break a text into lines of about `wide` letters. */
export function broken(text: string, wide: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length + 1 > wide) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}

/** The same in at most `most` lines; what is cut says so. */
export function wrapped(text: string, wide: number, most: number): string[] {
  const lines = broken(text, wide);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]!} …`];
}

/** What is taken, found fast by a grid. */
export class Room {
  private readonly cells = new Map<string, Rect[]>();

  private *keys([left, top, right, bottom]: Rect): Generator<string> {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x} ${y}`;
  }

  take(rect: Rect): void {
    for (const key of this.keys(rect)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(rect);
      else this.cells.set(key, [rect]);
    }
  }

  isFree(rect: Rect): boolean {
    for (const key of this.keys(rect))
      for (const one of this.cells.get(key) ?? [])
        if (rect[2] > one[0] && rect[0] < one[2] && rect[3] > one[1] && rect[1] < one[3]) return false;
    return true;
  }
}

export interface Wanted {
  /** What it is the label of. */
  id: string;
  lines: readonly string[];
  /** Middles to try, best first. */
  spots: readonly Pixel[];
  size: number;
  /** Of what is selected or pointed at: may stand on a dot, though never on a label. */
  must: boolean;
  /** The same in another shape, where this one finds no room. */
  or?: Wanted;
}
export interface Placed {
  id: string;
  /** Middle of the first line's baseline. */
  at: Pixel;
  lines: readonly string[];
  size: number;
}

const lead = (size: number): number => size + 2;

/** The four sides of a dot: below, above, right, left. */
export function around([x, y]: Pixel, radius: number, wide: number, high: number): Pixel[] {
  const [off, aside] = [radius + 5 + high / 2, radius + 5 + wide / 2];
  return [[x, y + off], [x, y - off], [x + aside, y], [x - aside, y]];
}

export const highOf = (lines: readonly string[], size: number): number => lines.length * lead(size);

/** Points of a curve that bends over a control point, from the middle outwards; then beside it. */
export function along(from: Pixel, over: Pixel, to: Pixel): Pixel[] {
  const long = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const [ux, uy] = [(to[1] - from[1]) / long, (from[0] - to[0]) / long];
  return [0, 26, -26].flatMap((aside) =>
    [0.5, 0.4, 0.6, 0.3, 0.7].map((t): Pixel => {
      const at = (i: 0 | 1) => (1 - t) ** 2 * from[i] + 2 * t * (1 - t) * over[i] + t ** 2 * to[i];
      return [at(0) + aside * ux, at(1) + aside * uy];
    }),
  );
}

/**
 * Place labels in the order given, each at its first free spot; what finds none is left out.
 * @param within only spots that fit wholly inside are taken.
 */
export function pack(
  wanted: Iterable<Wanted>,
  dots: readonly Rect[],
  within: { width: number; height: number },
  measure: (text: string, size: number) => number,
  most = 260,
): Placed[] {
  const [labels, marks] = [new Room(), new Room()];
  for (const one of dots) marks.take(one);
  const placed: Placed[] = [];
  let tried = 0;
  const put = ({ id, lines, spots, size, must, or }: Wanted): void => {
    const wide = Math.max(...lines.map((one) => measure(one, size))) / 2 + 3;
    const high = highOf(lines, size) / 2 + 1;
    const boxes = spots.map(([x, y]) => ({ x, y, box: [x - wide, y - high, x + wide, y + high] as Rect }));
    const inside = boxes.filter(({ box }) => box[0] >= 0 && box[1] >= 0 && box[2] <= within.width && box[3] <= within.height);
    const free = inside.filter(({ box }) => labels.isFree(box));
    const spot = free.find(({ box }) => marks.isFree(box)) ?? (must ? (free[0] ?? boxes.find(({ box }) => labels.isFree(box))) : undefined);
    if (!spot) {
      if (or) put(or);
      return;
    }
    labels.take(spot.box);
    placed.push({ id, at: [spot.x, spot.y - high + 1 + size - 1], lines, size });
  };
  for (const one of wanted) {
    if (placed.length >= most || tried++ > 6 * most) break;
    put(one);
  }
  return placed;
}

/** Whether a point lies inside a closed outline: how often a ray to the right crosses it. */
export function isInside([x, y]: Pixel, outline: readonly Pixel[]): boolean {
  let inside = false;
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline[(i + 1) % outline.length]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
