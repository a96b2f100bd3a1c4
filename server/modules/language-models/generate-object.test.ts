import { LearnPathError } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createScriptedModel, type Script } from '../../ports/language-model.double.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { generateObject } from './generate-object.ts'
import { readObject } from './read-object.ts'

const Question = z.object({ question: z.string().min(3), options: z.array(z.string()).min(2) })
const GOOD = '{"question":"What is a tide?","options":["water","moon"]}'
const VALUE = { question: 'What is a tide?', options: ['water', 'moon'] }

const request = {
  schema: Question,
  messages: [{ role: 'user', content: 'Write a question.' }] as const,
  maximumTokens: 200,
  seed: 7,
}

const made = async (scripts: readonly Script[], signal?: AbortSignal) => {
  const models = scripts.map((script, index) => createScriptedModel(script, { id: `ollama:m${index}` }))
  const asked = signal === undefined ? request : { ...request, signal }
  return { models, object: await generateObject(models, asked, createRecordingLogger()) }
}

/** Says one after the other. */
const inOrder =
  (...answers: readonly (string | Error)[]): Script =>
  (_, call) => {
    const answer = answers[call - 1] ?? ''
    return answer instanceof Error ? answer : [answer]
  }

test('the first answer that follows the schema is the value; engine and prompt know the schema', async () => {
  const { models, object } = await made([inOrder(GOOD)])
  expect(object).toEqual({ value: VALUE, model: 'ollama:m0', attempts: 1 })
  const [asked] = models[0]?.requests ?? []
  expect(asked?.schema).toMatchObject({ type: 'object', required: ['question', 'options'] })
  expect(asked?.messages[0]?.content).toContain('"required":["question","options"]')
  expect(asked?.temperature).toBe(0)
})

test('a wrong answer is shown to the model with what is wrong with it', async () => {
  const { models, object } = await made([inOrder('{"question":"What?","options":["one"]}', GOOD)])
  expect(object).toMatchObject({ value: VALUE, attempts: 2 })
  const repair = models[0]?.requests[1]?.messages ?? []
  expect(repair.at(-2)).toEqual({ role: 'assistant', content: '{"question":"What?","options":["one"]}' })
  expect(repair.at(-1)?.content).toContain('options')
})

test('then it is asked anew without thinking, which disturbs the form in some engines', async () => {
  const { models, object } = await made([inOrder('no', 'no again', GOOD)])
  expect(object).toMatchObject({ attempts: 3 })
  expect(models[0]?.requests.map(({ think }) => think)).toEqual([undefined, undefined, false])
  expect(models[0]?.requests[2]?.messages).toEqual(models[0]?.requests[0]?.messages)
})

test('then the next model is asked; a model that fails is not asked twice', async () => {
  const busy = new LearnPathError('LP_LANGUAGE_MODEL_BUSY')
  const { models, object } = await made([inOrder(busy), inOrder('no', 'no', 'no'), inOrder(GOOD)])
  expect(object).toEqual({ value: VALUE, model: 'ollama:m2', attempts: 5 })
  expect(models.map(({ requests }) => requests.length)).toEqual([1, 3, 1])
})

test('nobody could is null, and so is no model', async () => {
  expect((await made([inOrder('no', '{}', '[]')])).object).toBeNull()
  expect((await made([])).object).toBeNull()
})

test('an answer that was cut off is not repaired but asked anew', async () => {
  const scripted = createScriptedModel(inOrder('{"question":"What', GOOD))
  const model: LanguageModel = {
    ...scripted,
    async generate(asked) {
      const generation = await scripted.generate(asked)
      return scripted.requests.length === 1 ? { ...generation, ended: 'length' } : generation
    },
  }
  expect(await generateObject([model], request, createRecordingLogger())).toMatchObject({ value: VALUE, attempts: 2 })
  expect(scripted.requests[1]).toMatchObject({ think: false, messages: scripted.requests[0]?.messages })
})

test('who leaves gets no object but the reason', async () => {
  const leaving = new AbortController()
  const reason = new Error('left')
  const script: Script = () => {
    leaving.abort(reason)
    return ['no']
  }
  await expect(made([script, inOrder(GOOD)], leaving.signal)).rejects.toBe(reason)
})

test.each([
  ['plain', GOOD],
  ['in a fence', `Here you are:\n\`\`\`json\n${GOOD}\n\`\`\`\nAnything else?`],
  ['after thoughts', `<think>{"question": "no"}</think>\n${GOOD}`],
  ['between words', `The object is ${GOOD} as you wished.`],
  ['with more than was asked for', GOOD.replace('{', '{"mood":"glad",')],
])('JSON is read %s', (_, answer) => {
  expect(readObject(answer, Question)).toEqual({ ok: true, value: VALUE })
})

test('what is wrong is told in words that a model can follow', () => {
  expect(readObject('', Question)).toMatchObject({ ok: false, problem: expect.stringContaining('empty') })
  expect(readObject('{"question": "What', Question)).toMatchObject({ problem: expect.stringContaining('not JSON') })
  expect(readObject('{"question": 3, "options": ["a"]}', Question)).toMatchObject({
    problem: expect.stringMatching(/question: .*string.*; options: /),
  })
})
