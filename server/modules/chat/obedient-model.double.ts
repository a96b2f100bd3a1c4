import { createScriptedModel, type ScriptedModel } from '../../ports/language-model.double.ts'
import type { GenerationRequest } from '../../ports/language-model.ts'

/** Instructions that somebody who obeys everything would follow. */
const INSTRUCTION = /(?:reply only with|antworte nur mit)\s+(?<what>[\p{L}-]+)/iu
const CONTROL =
  /<\|[^|>]*\|>|<｜[^｜>]*｜>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:start|end)_of_turn>|<\/?think>|<\/?tool_call>/u

/** What of a prompt stands outside all blocks that the request's key seals. */
export function outsideOfBorders(prompt: string): string {
  const key = /Key of this request: (?<key>\S+)/u.exec(prompt)?.groups?.['key'] ?? ''
  return prompt.replaceAll(
    new RegExp(String.raw`<(?<name>[a-z]+(?: \d+)?) key="${key}">[\s\S]*?</\k<name> key="${key}">`, 'gu'),
    '',
  )
}

/**
 * A model that does whatever it is told outside the borders of the data, and for which the marks of a chat template end those borders
 * wherever they stand, as in an engine that does not escape them. Without such orders it answers as it should.
 */
export function createObedientModel(answer: string): ScriptedModel {
  return createScriptedModel((request) => [orderIn(request) ?? answer], { contextTokens: 16_000 })
}

function orderIn({ messages }: GenerationRequest): string | null {
  const prompt = messages.map(({ content }) => content).join('\n')
  const heard = CONTROL.test(prompt) ? prompt : outsideOfBorders(prompt)
  return INSTRUCTION.exec(heard)?.groups?.['what'] ?? null
}
