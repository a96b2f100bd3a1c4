import type { ImportResult } from '@learnpath/contracts'
import { addressOf, problemOf } from '../../api/request.ts'
import { ServerProblem } from '../../api/server-problem.ts'
import { changeHeaders } from '../../api/session.ts'

interface ImportWish {
  /** Empty: the decks of the file, or its name. */
  readonly deck: string
  /** Whether the settings in an export of LearnPath replace those here. */
  readonly settings: boolean
}

/** Sends files of cards. @throws ServerProblem */
export async function sendImport(files: readonly File[], { deck, settings }: ImportWish): Promise<ImportResult> {
  const body = new FormData()
  for (const file of files) {
    // Fields hold for the file after them.
    if (deck !== '') body.append('deck', deck)
    body.append('settings', String(settings))
    body.append('file', file)
  }
  const response = await reach(body)
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as ImportResult
}

async function reach(body: FormData): Promise<Response> {
  try {
    return await fetch(addressOf('importLearning'), { method: 'POST', body, headers: changeHeaders() })
  } catch (cause) {
    throw new ServerProblem('LP_SERVER_UNREACHABLE', { cause })
  }
}
