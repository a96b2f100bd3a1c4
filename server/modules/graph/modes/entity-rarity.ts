/** From 0 to 1: how much it tells that a passage names an entity of so many passages. Inverse document frequency of entities. */
export function entityRarity(passagesNaming: number, passages: number): number {
  return Math.min(1, Math.log1p(passages / (1 + passagesNaming)) / Math.log1p(passages))
}
