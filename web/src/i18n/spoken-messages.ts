import { CATALOGUES } from './catalogues.ts'
import { preferredLanguage, type Language } from './language.ts'
import type { Messages, Namespace } from './messages.ts'

/** What the app says so far: the texts of every page that was opened, in one language. */
export interface SpokenMessages {
  readonly language: Language
  readonly messages: Partial<Messages>
}

/** What the frame around every page says. */
const FRAME: readonly Namespace[] = ['app', 'errors']

const wanted = new Set<Namespace>(FRAME)
const listeners = new Set<() => void>()
let language = preferredLanguage()
let spoken: SpokenMessages | null = null
let arriving = fetchAll()

async function fetchAll(): Promise<void> {
  const asked = language
  const names = [...wanted]
  const texts = await Promise.all(names.map(async (name) => (await CATALOGUES[asked][name]()).default))
  if (asked !== language) return await arriving
  const messages = Object.fromEntries(names.map((name, index) => [name, texts[index]]))
  const before = spoken?.language === asked ? spoken.messages : {}
  spoken = { language: asked, messages: { ...before, ...messages } }
  for (const listener of listeners) listener()
}

/** Resolves when these texts can be shown; those that were fetched stay. */
export async function addMessages(names: readonly Namespace[]): Promise<void> {
  for (const name of names) wanted.add(name)
  // What could not be fetched is asked for again.
  if (names.some((name) => spoken?.messages[name] === undefined)) arriving = fetchAll()
  await arriving
}

/** From when its texts have come, everything is said in this language. */
export function speak(chosen: Language): void {
  if (chosen === language) return
  language = chosen
  arriving = fetchAll()
}

/** Null until the first texts have come. */
export const spokenMessages = (): SpokenMessages | null => spoken

/** @returns ends it */
export function onSpokenMessages(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
