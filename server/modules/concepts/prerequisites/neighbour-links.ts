import { linksIn, textOf, type DocumentReference, type HintedText } from './hinted-text.ts'

export interface NeighbourLinks {
  readonly previous: readonly DocumentReference[]
  readonly next: readonly DocumentReference[]
}

const BACK =
  /^(?:[←«‹⟵◀<]|(?:previous|prev|vorherige[rs]?|vorige[rs]?|zurück|précédent|anterior|precedente|vorige)(?![\p{L}\p{N}.]))/iu
const FORTH =
  /^(?:[→»›⟶▶>]|(?:next|nächste[rs]?|weiter|suivant|siguiente|próximo|successivo|volgende)(?![\p{L}\p{N}.]))|[→»›⟶▶]$/iu
const TEMPLATE_CALL = /\{\{[<%]?([^{}]*)\}\}/gu
const NAME_OF_TEMPLATE = /^\s*([\p{L}\p{N}_-]+)/u
const PARTS_OF_NAME = /previous|prev|next|menu|up|parent|index/giu
const QUOTED = /"([^"]*)"|'([^']*)'/gu

/**
 * Links from a lesson to the one before and after it: those whose words say so ("Previous: …", "Weiter →"), and calls of
 * templates named for it as in the sources of MDN, {{PreviousMenuNext("previous", "next", "menu")}}: whatever the order in the
 * name, the neighbours' addresses come first.
 */
export function neighboursOf(document: HintedText): NeighbourLinks {
  const previous: DocumentReference[] = []
  const next: DocumentReference[] = []
  for (const link of linksIn(document, { start: 0, end: document.text.length })) {
    if (BACK.test(link.name)) previous.push(link)
    else if (FORTH.test(link.name)) next.push(link)
  }
  for (const block of document.blocks) {
    if (block.kind !== 'paragraph') continue
    for (const [, call = ''] of textOf(document, block).matchAll(TEMPLATE_CALL)) {
      const { back, forth } = neighboursIn(call)
      if (back) previous.push({ href: back, name: '' })
      if (forth) next.push({ href: forth, name: '' })
    }
  }
  return { previous: unique(previous), next: unique(next) }
}

interface Neighbours {
  readonly back?: string | undefined
  readonly forth?: string | undefined
}

function neighboursIn(call: string): Neighbours {
  const name = NAME_OF_TEMPLATE.exec(call)?.[1] ?? ''
  const parts = (name.match(PARTS_OF_NAME) ?? []).map((part) => part.toLowerCase())
  if (parts.join('') !== name.toLowerCase().replaceAll(/[_-]/gu, '')) return {}
  const hrefs = [...call.matchAll(QUOTED)].map(([, double, single]) => double ?? single ?? '')
  const back = parts.some((part) => part.startsWith('prev')) ? hrefs.shift() : undefined
  return { back, forth: parts.includes('next') ? hrefs.shift() : undefined }
}

function unique(references: readonly DocumentReference[]): DocumentReference[] {
  return [...new Map(references.map((reference) => [`${reference.href}\n${reference.name}`, reference])).values()]
}
