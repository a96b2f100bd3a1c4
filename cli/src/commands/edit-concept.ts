import type { Concept, ConceptDetail, LearnPathClient } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { namedConcept, type ConceptPlace } from '../named-concept.ts'
import type { Terminal } from '../terminal.ts'

type Edit<Answer> = (client: LearnPathClient, id: string) => Promise<Answer>

/** One concept, and where its name is looked for. */
export interface ConceptWanted extends ConceptPlace {
  readonly concept: string
}

async function edited<Answer extends Concept>(
  { concept, ...place }: ConceptWanted,
  edit: Edit<Answer>,
): Promise<Answer> {
  return await withConnection({ ingest: false }, async ({ client }) => {
    const { id } = await namedConcept(client, concept, place)
    return await edit(client, id)
  })
}

export async function renameConcept(terminal: Terminal, wanted: ConceptWanted, name: string): Promise<number> {
  const concept = await edited(
    wanted,
    async (client, id) => await client.call('updateConcept', { params: { id }, body: { name } }),
  )
  terminal.result(concept)
  terminal.line(`It is called ${concept.name} now.`)
  return 0
}

export async function setHidden(terminal: Terminal, wanted: ConceptWanted, hidden: boolean): Promise<number> {
  const concept = await edited(
    wanted,
    async (client, id) => await client.call('updateConcept', { params: { id }, body: { hidden } }),
  )
  terminal.result(concept)
  terminal.line(hidden ? `${concept.name} is left out of plans and quizzes.` : `${concept.name} is shown again.`)
  return 0
}

export async function mergeConcepts(
  terminal: Terminal,
  wanted: ConceptWanted,
  others: readonly string[],
): Promise<number> {
  const { concept: _, ...place } = wanted
  const concept = await edited(wanted, async (client, id) => {
    const conceptIds: string[] = []
    for (const other of others) conceptIds.push((await namedConcept(client, other, place)).id)
    return await client.call('mergeConcepts', { params: { id }, body: { conceptIds } })
  })
  terminal.result(concept)
  terminal.line(`${concept.name}: ${concept.aliases.join(', ')}`)
  return 0
}

export async function splitConcept(
  terminal: Terminal,
  wanted: ConceptWanted,
  aliases: readonly string[],
): Promise<number> {
  const concept = await edited(
    wanted,
    async (client, id) => await client.call('splitConcept', { params: { id }, body: { aliases } }),
  )
  terminal.result(concept)
  terminal.line(`${concept.name} is a concept of its own now.`)
  return 0
}

/** What the user decides of two concepts. */
export interface Decision {
  readonly prerequisite: string
  readonly decision: 'pinned' | 'forbidden' | 'derived'
}

export async function decidePrerequisite(
  terminal: Terminal,
  wanted: ConceptWanted,
  { prerequisite, decision }: Decision,
): Promise<number> {
  const { concept: _, ...place } = wanted
  const detail: ConceptDetail = await edited(wanted, async (client, id) => {
    const { id: prerequisiteId } = await namedConcept(client, prerequisite, place)
    return await client.call('setPrerequisite', { params: { id }, body: { prerequisiteId, decision } })
  })
  terminal.result(detail)
  const names = detail.prerequisites.map(({ prerequisiteName }) => prerequisiteName)
  terminal.line(`Know before ${detail.name}: ${names.join(', ') || 'nothing'}`)
  return 0
}
