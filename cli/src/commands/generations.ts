import type { Generation } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { sizeText } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Lists the vectors of the library by model. */
export async function listGenerations(terminal: Terminal): Promise<number> {
  const { generations } = await withConnection({ ingest: false }, async ({ client }) => await client.listGenerations())
  terminal.result({ generations })
  for (const line of tableLines(generations.map((generation) => rowOf(generation)))) terminal.line(line.trimEnd())
  if (generations.length === 0) {
    terminal.note('Search goes by keywords alone. Choose a model: learnpath models use MODEL')
  }
  return 0
}

function rowOf({ id, state, model, precision, chunks, lag, sizeBytes, failure }: Generation): string[] {
  const behind = lag === 0 ? '' : `, ${lag} changes behind`
  return [
    id,
    state,
    `${model} ${precision === 'none' ? 'as delivered' : precision}`,
    `${chunks.done} of ${chunks.total} passages${behind}`,
    sizeText(sizeBytes),
    failure?.message ?? '',
  ]
}

/** Switches to a generation that is complete. */
export async function activateGeneration(terminal: Terminal, id: string): Promise<number> {
  const generation = await withConnection({ ingest: false }, async ({ client }) => await client.activateGeneration(id))
  terminal.result(generation)
  terminal.line(`${generation.model} ${generation.precision} serves.`)
  return 0
}

/** Deletes the vectors of a generation that does not serve. */
export async function dropGeneration(terminal: Terminal, id: string): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => await client.dropGeneration(id))
  terminal.result({ dropped: id })
  terminal.line(`Dropped ${id}.`)
  return 0
}
