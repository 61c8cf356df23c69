import { expect, test } from "vitest";
import { type Rect, type Wanted, broken, isInside, pack, wrapped } from "../src/labels";

const measure = (text: string, size: number): number => text.length * size * 0.6;
const label = (id: string, x: number, y: number, more: Partial<Wanted> = {}): Wanted => ({ id, lines: [id], spots: [[x, y]], size: 12, must: false, ...more });
const sheet = { width: 400, height: 300 };

function boxOf({ at: [x, y], lines, size }: ReturnType<typeof pack>[number]): Rect {
  const wide = Math.max(...lines.map((one) => measure(one, size))) / 2;
  return [x - wide, y - size, x + wide, y + (lines.length - 1) * (size + 2)];
}

test("no two labels of three hundred stand on each other, nor on a dot", () => {
  // A fixed scatter: the same every run.
  const spots = Array.from({ length: 300 }, (_, i) => [(i * i * 7919) % 1000, (i * 104729) % 800] as const);
  const dots = spots.map(([x, y]): Rect => [x - 3, y - 3, x + 3, y + 3]);
  const placed = pack(spots.map(([x, y], i) => label(`name ${i}`, x, y + 12)), dots, { width: 1000, height: 800 }, measure);
  expect(placed.length).toBeGreaterThan(50);
  const boxes = placed.map(boxOf);
  const meet = (a: Rect, b: Rect) => a[2] > b[0] && a[0] < b[2] && a[3] > b[1] && a[1] < b[3];
  boxes.forEach((one, i) => {
    expect(boxes.slice(i + 1).some((other) => meet(one, other))).toBe(false);
    expect(dots.some((dot) => meet(one, dot))).toBe(false);
  });
});

test("the first label wins its spot, the second takes its next one or none", () => {
  const placed = pack([label("a", 100, 100), label("b", 100, 100, { spots: [[100, 100], [100, 200]] }), label("c", 100, 100)], [], sheet, measure);
  expect(placed.map((one) => one.id)).toEqual(["a", "b"]);
});

test("what is selected may stand on a dot, though never on a label", () => {
  const dot: Rect = [90, 90, 110, 110];
  expect(pack([label("a", 100, 100)], [dot], sheet, measure)).toHaveLength(0);
  expect(pack([label("a", 100, 100, { must: true })], [dot], sheet, measure)).toHaveLength(1);
  expect(pack([label("a", 100, 100), label("b", 100, 100, { must: true })], [], sheet, measure)).toHaveLength(1);
});

test("a label is whole: one that would be cut at the rim is left out", () => {
  expect(pack([label("a long name", 2, 100)], [], sheet, measure)).toHaveLength(0);
});

test("a text is broken at its words, and what is cut says so", () => {
  expect(broken("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapped("one two three four", 5, 2)).toEqual(["one", "two …"]);
});

test("an outline holds what is inside it", () => {
  const outline = [[0, 0], [10, 0], [10, 10], [0, 10]] as const;
  expect(isInside([5, 5], outline)).toBe(true);
  expect(isInside([15, 5], outline)).toBe(false);
});
