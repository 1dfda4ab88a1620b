// Where things found in one text lie in another: one replaced stretch tells the two apart.

/** The smallest single replacement {from, to, insert} that turns `before` into `after`. */
export function edit(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < most - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

/** A position of the text before `change` in the text after it. */
export function movePosition(position, { from, to, insert }) {
  if (position >= to) return position + insert.length - (to - from);
  return Math.min(position, from);
}

/** A range after `change`, or null when the change touched its inside. */
export function moveRange(start, end, change) {
  if (start < change.to && end > change.from) return null;
  return { from: movePosition(start, change), to: end <= change.from ? end : movePosition(end, change) };
}
