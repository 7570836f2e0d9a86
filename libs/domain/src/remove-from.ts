/** Takes an item out of a list, which keeps its order. Nothing is allocated: `splice` makes a list of what it takes out. */
export function removeFrom<Item>(list: Item[], item: Item): void {
  const last = list.length - 1;
  if (list[last] !== item) {
    const at = list.indexOf(item);
    if (at < 0) return;
    for (let i = at; i < last; i++) list[i] = list[i + 1] as Item;
  }
  list.pop();
}
