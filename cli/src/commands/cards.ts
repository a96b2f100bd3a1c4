import type { Card, CardDetail } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface CardsOptions {
  readonly deck?: string
  readonly leech?: boolean
  readonly suspended?: boolean
  readonly limit: number
  readonly offset: number
}

/** Lists cards. */
export async function listCards(terminal: Terminal, options: CardsOptions): Promise<number> {
  const { deck, leech, suspended, limit, offset } = options
  const query = {
    limit,
    offset,
    ...(deck === undefined ? {} : { deck }),
    ...(leech === true ? { leech: 'true' } : {}),
    ...(suspended === true ? { suspended: 'true' } : {}),
  }
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.call('listCards', { query }))
  terminal.result(list)
  for (const line of tableLines(list.cards.map((card) => cardRow(card)))) terminal.line(line)
  terminal.note(terminal.style.dim(`${list.cards.length} of ${list.total} cards`))
  return 0
}

const cardRow = ({ id, deck, state, dueAt, retrievability, suspended, leech, front }: Card): string[] => [
  id,
  deck,
  leech ? 'leech' : suspended ? 'suspended' : state,
  suspended || state === 'new' ? '' : dueAt.slice(0, 10),
  retrievability === null ? '' : `${Math.round(retrievability * 100)} %`,
  front.split('\n', 1)[0] ?? '',
]

/** Suspends a card, or lets it be asked again. */
export async function suspendCard(terminal: Terminal, id: string, suspended: boolean): Promise<number> {
  const card = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('updateCard', { params: { id }, body: { suspended } }),
  )
  return told(terminal, card, suspended ? 'is suspended' : 'is asked again')
}

/** Deletes a card with its reviews. */
export async function deleteCard(terminal: Terminal, id: string): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => await client.bytes('deleteCard', { params: { id } }))
  terminal.result({ deleted: id })
  terminal.line(`${id} is deleted.`)
  return 0
}

export interface AddCardOptions {
  readonly deck: string
  readonly front?: string
  readonly back?: string
  readonly cloze?: boolean
  readonly tag: readonly string[]
  readonly item: readonly string[]
}

/** Makes cards from quiz items, or one of two sides. */
export async function addCards(terminal: Terminal, options: AddCardOptions): Promise<number> {
  const { deck, front, back, cloze, tag, item } = options
  const own = {
    deck,
    front: front ?? '',
    back: back ?? '',
    kind: cloze === true ? 'cloze' : 'basic',
    tags: [...tag],
  } as const
  const body = item.length > 0 ? { itemIds: [...item] } : own
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.call('createCards', { body }))
  terminal.result(list)
  for (const card of list.cards) terminal.line(`${card.id}  ${card.front.split('\n', 1)[0] ?? ''}`)
  return 0
}

function told(terminal: Terminal, card: CardDetail, what: string): number {
  terminal.result(card)
  terminal.line(`${card.id} ${what}.`)
  return 0
}
