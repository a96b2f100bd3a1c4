import { writeFile } from 'node:fs/promises'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { printAnswer } from '../answer-lines.ts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ListOptions {
  readonly contains?: string
  readonly limit: number
  readonly offset: number
}

export interface ExportOptions {
  readonly format: 'markdown' | 'json'
  readonly output?: string
}

export async function listConversations(terminal: Terminal, { contains, ...page }: ListOptions): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listConversations', { query: { ...page, contains } }),
  )
  terminal.result(list)
  const rows = list.conversations.map(({ id, changedAt, turnCount, title }) => [
    id,
    changedAt.slice(0, 16).replace('T', ' '),
    String(turnCount),
    title,
  ])
  for (const line of tableLines([['conversation', 'last used', 'questions', 'title'], ...rows])) terminal.line(line)
  terminal.note(terminal.style.dim(`${list.conversations.length} of ${list.total}`))
  return 0
}

/** "last" is the last one used. @throws LP_CONVERSATION_NOT_FOUND */
export async function conversationNamed(client: LearnPathClient, name: string): Promise<string> {
  if (name !== 'last') return name
  const { conversations } = await client.call('listConversations', { query: { limit: 1 } })
  const [last] = conversations
  if (last === undefined) throw new LearnPathError('LP_CONVERSATION_NOT_FOUND', { detail: 'there is none yet' })
  return last.id
}

export async function showConversation(terminal: Terminal, name: string): Promise<number> {
  const conversation = await withConnection({ ingest: false }, async ({ client }) => {
    const id = await conversationNamed(client, name)
    return await client.call('getConversation', { params: { id } })
  })
  terminal.result(conversation)
  for (const { question, state, response, failure } of conversation.turns) {
    terminal.line(terminal.style.bold(`> ${question}`))
    if (response !== null) printAnswer(terminal, response, { quotes: true })
    const ended = failure === null ? state : `${state}: ${failure.message}`
    if (state !== 'complete') terminal.line(terminal.style.dim(ended))
    terminal.line()
  }
  return 0
}

/** @returns the file, which was not there before. @throws LP_CONVERSATION_NOT_FOUND, LP_REQUEST_INVALID where the file is there already */
export async function writeExport(
  client: LearnPathClient,
  id: string,
  { format, output }: ExportOptions,
): Promise<string> {
  const response = await client.bytes('exportConversation', { params: { id }, query: { format } })
  const file = output ?? nameIn(response.headers.get('content-disposition') ?? '')
  const bytes = new Uint8Array(await response.arrayBuffer())
  try {
    await writeFile(file, bytes, { flag: 'wx' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: `the file cannot be written: ${reason}`, cause })
  }
  return file
}

const nameIn = (disposition: string): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? 'conversation')

export async function exportConversation(terminal: Terminal, name: string, options: ExportOptions): Promise<number> {
  const file = await withConnection(
    { ingest: false },
    async ({ client }) => await writeExport(client, await conversationNamed(client, name), options),
  )
  terminal.result({ file })
  terminal.line(file)
  return 0
}

export async function deleteConversations(terminal: Terminal, ids: readonly string[]): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    for (const id of ids) await client.call('deleteConversation', { params: { id } })
  })
  terminal.result({ deleted: ids })
  terminal.line(`Deleted: ${ids.join(', ')}`)
  return 0
}
