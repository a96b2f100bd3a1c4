import { memo, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { CodeBlock } from './code-block.tsx'
import { InlineText } from './inline-text.tsx'
import { overlapping, type Block, type TextPage } from './reading-text.ts'
import type { Layers } from './text-pieces.ts'

type Row = Extract<Block, { kind: 'table-row' }>
type Item = Extract<Block, { kind: 'list-item' }>
type Group =
  | { readonly kind: 'table'; readonly rows: readonly Row[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'block'; readonly block: Exclude<Block, Row | Item> }

interface TextBlocksProps {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly layers: Layers
}

/** Blocks of a document as headings, paragraphs, lists, tables and code. */
export const TextBlocks = memo(function TextBlocks({ text, blocks, layers }: TextBlocksProps): JSX.Element {
  return (
    <>
      {grouped(blocks).map((group) => {
        const start = startOf(group)
        const page = overlapping(layers.pages, { start, end: start + 1 }).findLast((each) => each.start === start)
        return (
          <div key={start} data-block={start}>
            {page !== undefined && <PageSeparator page={page} />}
            <GroupOfBlocks group={group} text={text} layers={layers} />
          </div>
        )
      })}
    </>
  )
})

function grouped(blocks: readonly Block[]): Group[] {
  const groups: Group[] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (block.kind === 'table-row') {
      if (last?.kind === 'table' && last.rows[0]?.table === block.table) {
        groups[groups.length - 1] = { kind: 'table', rows: [...last.rows, block] }
      } else groups.push({ kind: 'table', rows: [block] })
    } else if (block.kind === 'list-item') {
      if (last?.kind === 'list') groups[groups.length - 1] = { kind: 'list', items: [...last.items, block] }
      else groups.push({ kind: 'list', items: [block] })
    } else groups.push({ kind: 'block', block })
  }
  return groups
}

function startOf(group: Group): number {
  if (group.kind === 'table') return group.rows[0]?.start ?? 0
  if (group.kind === 'list') return group.items[0]?.start ?? 0
  return group.block.start
}

interface GroupProps {
  readonly group: Group
  readonly text: string
  readonly layers: Layers
}

function GroupOfBlocks({ group, text, layers }: GroupProps): JSX.Element {
  if (group.kind === 'table') return <Table rows={group.rows} text={text} layers={layers} />
  if (group.kind === 'list') return <List items={group.items} text={text} layers={layers} />
  const { block } = group
  if (block.kind === 'code') return <CodeBlock text={text} block={block} layers={layers} />
  const inline = <InlineText text={text} range={block} layers={layers} />
  if (block.kind === 'heading') return <Heading level={block.level}>{inline}</Heading>
  if (block.kind === 'quote') {
    return (
      <blockquote className="my-3 border-l-4 border-line-strong pl-4 whitespace-pre-line text-soft">
        {inline}
      </blockquote>
    )
  }
  return <p className="my-3 whitespace-pre-line">{inline}</p>
}

const HEADINGS = [
  'mt-6 mb-3 text-2xl font-bold',
  'mt-6 mb-2 text-xl font-bold',
  'mt-5 mb-2 text-lg font-bold',
  'mt-4 mb-1 font-bold',
] as const

/** The page's own title is its first heading, so that the document's begin one below. */
function Heading({ level, children }: { readonly level: number; readonly children: JSX.Element }): JSX.Element {
  const depth = Math.min(6, Math.max(1, level) + 1)
  const look = classNames('font-sans', HEADINGS[Math.min(level, HEADINGS.length) - 1] ?? HEADINGS[0])
  return (
    <div role="heading" aria-level={depth} className={look}>
      {children}
    </div>
  )
}

function List({ items, text, layers }: Omit<GroupProps, 'group'> & { readonly items: readonly Item[] }): JSX.Element {
  return (
    <ul className="my-3">
      {items.map((item) => (
        <li
          key={item.start}
          className="relative my-1 pl-7 whitespace-pre-line"
          style={{ marginInlineStart: `${Math.min(item.depth, 6) * 1.6}rem` }}
        >
          <span className="absolute left-0 w-6 pr-1 text-right text-soft select-none">
            {item.number === null ? '•' : `${item.number}.`}
          </span>
          <InlineText text={text} range={item} layers={layers} />
        </li>
      ))}
    </ul>
  )
}

const CELL = 'border border-line px-2.5 py-1.5 text-left align-top'

function Table({ rows, text, layers }: Omit<GroupProps, 'group'> & { readonly rows: readonly Row[] }): JSX.Element {
  const t = useTranslations('reader')
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  return (
    <ScrollRegion label={t('table')} className="my-4 overflow-x-auto">
      <table className="min-w-1/2 font-sans text-sm">
        <tbody>
          {rows.map((row) => (
            <tr key={row.start} className={row.header ? 'bg-sunken font-semibold' : undefined}>
              {Array.from({ length: columns }, (_, column) => {
                const cell = row.cells[column]
                const content = cell !== undefined && <InlineText text={text} range={cell} layers={layers} />
                return row.header ? (
                  <th key={column} scope="col" className={CELL}>
                    {content}
                  </th>
                ) : (
                  <td key={column} className={CELL}>
                    {content}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function PageSeparator({ page }: { readonly page: TextPage }): JSX.Element {
  const t = useTranslations('app')
  return (
    <div className="my-4 flex items-center gap-3 font-sans text-xs text-soft select-none">
      <span className="h-px flex-1 bg-line" />
      {t('page', { page: page.page })}
      <span className="h-px flex-1 bg-line" />
    </div>
  )
}
