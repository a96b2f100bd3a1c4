export interface BCubed {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * B-cubed of A. Bagga and B. Baldwin (1998): for each item, which share of its cluster belongs there, and which share of what belongs
 * there is in its cluster; both as means over all items. Each item is given by the names of its true and its found cluster.
 */
export function bCubed(items: readonly { readonly gold: string; readonly found: string }[]): BCubed {
  const [golds, founds, boths] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { gold, found } of items) {
    count(golds, gold)
    count(founds, found)
    count(boths, `${gold}\n${found}`)
  }
  let [precision, recall] = [0, 0]
  for (const { gold, found } of items) {
    const both = boths.get(`${gold}\n${found}`) ?? 0
    precision += both / (founds.get(found) ?? 1) / items.length
    recall += both / (golds.get(gold) ?? 1) / items.length
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}
