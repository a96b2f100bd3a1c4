import { createHash } from 'node:crypto'

const LENGTH = 20

/** The same question of the same evidence has the same id whenever it is written, also after its document came back. */
export function itemIdOf(made: {
  readonly collectionId: string
  readonly type: string
  readonly conceptId: string
  readonly evidence: string
  readonly stem: string
}): string {
  const { collectionId, type, conceptId, evidence, stem } = made
  const hash = createHash('sha256')
    .update(JSON.stringify([collectionId, type, conceptId, evidence, stem]))
    .digest('hex')
  return `item_${BigInt(`0x${hash}`).toString(36).padStart(50, '0').slice(0, LENGTH)}`
}
