// Every id and every name that an assistant can give to a tool or in the address of a resource, with those of somebody else: as if they did not exist.
import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectAgent } from './connected-agent.double.ts'
import type { Kind, Things } from './furnished-people.double.ts'
import { isKind, kindOfField } from './named-kinds.double.ts'
import { namedFields, withValueAt, type JsonSchema } from './named-places.double.ts'
import {
  CALLERS,
  madeUp,
  said,
  serveTwoWorkspaces,
  toldOfAnna,
  type Caller,
  type CallerName,
  type TwoWorkspaces,
} from './two-workspaces.double.ts'

/** Where an assistant names something. */
interface Named {
  /** The tool and the argument, or the address with the variable. */
  readonly place: string
  readonly kind: ReturnType<typeof kindOfField>
  ask(asking: Asking, value: string): Promise<Answer>
}
interface Asking {
  readonly agent: Client
  readonly own: Things
}
interface Answer {
  readonly failed: boolean
  readonly text: string
}

/** The rest of a call that is right but for the id in question. */
const argumentsOf = (tool: string, own: Things): Readonly<Record<string, unknown>> => {
  const given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    ask: { question: 'What is a membrane?' },
    search: { query: 'membrane' },
    make_plan: { collection: own.collection[1] },
    answer_review: { rating: 'good' },
  }
  return given[tool] ?? {}
}

const OF_RESOURCES: Readonly<Record<string, Kind>> = { 'learnpath://documents/{id}': 'document' }

/** As the server tells an assistant. */
async function everythingNamed(agent: Client): Promise<Named[]> {
  const { tools } = await agent.listTools()
  const { resourceTemplates } = await agent.listResourceTemplates()
  const ofTools = tools.flatMap(({ name, inputSchema }) =>
    namedFields(inputSchema as JsonSchema).map((field) => ({
      place: `${name} ${field.steps.join('.')}`,
      kind: kindOfField(field.name),
      async ask({ agent: asked, own }: Asking, value: string) {
        const given = withValueAt(argumentsOf(name, own), field.steps, value) as Record<string, unknown>
        const { isError, ...answer } = await asked.callTool({ name, arguments: given })
        return { failed: isError === true, text: JSON.stringify(answer) }
      },
    })),
  )
  const ofResources = resourceTemplates.map(({ uriTemplate }) => ({
    place: uriTemplate,
    kind: OF_RESOURCES[uriTemplate] ?? null,
    async ask({ agent: asked }: Asking, value: string) {
      const uri = uriTemplate.replace(/\{\w+\}/u, encodeURIComponent(value))
      return await asked.readResource({ uri }).then(
        (answer) => ({ failed: false, text: JSON.stringify(answer) }),
        (failure: unknown) => ({ failed: true, text: String(failure) }),
      )
    },
  }))
  return [...ofTools, ...ofResources]
}

let workspaces: TwoWorkspaces
let agents: Readonly<Record<CallerName, Client>>
let named: readonly Named[]

beforeAll(async () => {
  workspaces = await serveTwoWorkspaces()
  const { people, callers } = workspaces
  const agentOf = async (name: CallerName) =>
    await connectAgent(people.url, await people.keyOf(callers[name].person, 'administer'))
  const [other, same] = CALLERS
  agents = { [other]: await agentOf(other), [same]: await agentOf(same) }
  named = await everythingNamed(agents[other])
}, 150_000)
afterAll(async () => {
  for (const agent of Object.values(agents)) await agent.close()
  await workspaces.stop()
})

test('every text that an assistant can give is known as an id of something, or as none', () => {
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ kind }) => kind === null).map(({ place }) => place)).toEqual([])
})

describe.each(CALLERS)('an assistant of %s', (name) => {
  let before: ReadonlySet<string>
  let caller: Caller
  let asking: Asking
  beforeAll(async () => {
    before = await workspaces.rowsOfAnna()
    caller = workspaces.callers[name]
    asking = { agent: agents[name], own: caller.own }
  })
  /** What is wrong with the answers, at each place that names something. */
  async function everywhere(wrongAt: (each: Named, kind: Kind) => Promise<string[]>): Promise<string[]> {
    const found: string[] = []
    for (const each of named) if (isKind(each.kind)) found.push(...(await wrongAt(each, each.kind)))
    return found
  }

  test('is told of what is not theirs as of what does not exist', async () => {
    const wrong = await everywhere(async ({ place, ask }, kind) => {
      const found: string[] = []
      for (const value of caller.foreign(kind)) {
        const nobodys = madeUp(value)
        const [made, real] = [await ask(asking, nobodys), await ask(asking, value)]
        const [expected, got] = [said(made.text, nobodys), said(real.text, value)]
        if (real.failed !== made.failed || got !== expected) {
          found.push(`${place} of ${value}: ${got} instead of ${expected}`)
        }
        const told = toldOfAnna(caller, real.text)
        if (told !== null) found.push(`${place} tells ${told}`)
      }
      return found
    })
    expect(wrong).toEqual([])
  })

  test('is told of what is theirs, so that it was asked rightly', async () => {
    const wrong = await everywhere(async ({ place, ask }, kind) => {
      const answers: string[] = []
      // An id or a name: one of them is what is taken there.
      for (const value of caller.own[kind]) {
        const nobodys = madeUp(value)
        const [made, real] = [await ask(asking, nobodys), await ask(asking, value)]
        if (!real.failed && said(real.text, value) !== said(made.text, nobodys)) return []
        answers.push(`${place} of ${value}: ${real.text}`)
      }
      return answers
    })
    expect(wrong).toEqual([])
  })

  test('has changed nothing of it', async () => {
    const after = await workspaces.rowsOfAnna()
    expect([...before].filter((row) => !after.has(row))).toEqual([])
  })
})
