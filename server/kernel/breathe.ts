/** Lets waiting requests run before long work goes on. */
export async function breathe(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** All that `items` gives, made in slices of `perSlice` with a breath in between, so that long work holds nobody up. */
export async function collectInSlices<Item>(items: Iterable<Item>, perSlice: number): Promise<Item[]> {
  const collected: Item[] = []
  for (const item of items) {
    collected.push(item)
    if (collected.length % perSlice === 0) await breathe()
  }
  return collected
}
