import type { AskResponse } from '@learnpath/contracts'
import { useSyncExternalStore } from 'react'
import type { AskScope } from './ask-address.ts'

const KEY = 'learnpath.questions'
/** With their answers, some hundred kilobytes: well below what a browser keeps. */
const MOST_KEPT = 50

export interface KeptAnswer {
  readonly id: string
  readonly scope: AskScope
  /** ISO 8601. */
  readonly askedAt: string
  readonly response: AskResponse
}

const NOTHING: readonly KeptAnswer[] = []
const listeners = new Set<() => void>()
let read: { readonly text: string | null; readonly kept: readonly KeptAnswer[] } = { text: null, kept: NOTHING }

/** Newest first. What an older version of the app wrote and this one cannot read is given up. */
function keptAnswers(): readonly KeptAnswer[] {
  const text = localStorage.getItem(KEY)
  if (text !== read.text) read = { text, kept: parsed(text) }
  return read.kept
}

function parsed(text: string | null): readonly KeptAnswer[] {
  if (text === null) return NOTHING
  try {
    const kept = JSON.parse(text) as KeptAnswer[]
    return kept.filter(({ response }) => Array.isArray(response.sentences) && Array.isArray(response.citations))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return NOTHING
    throw error
  }
}

function write(kept: readonly KeptAnswer[]): void {
  if (kept.length === 0) localStorage.removeItem(KEY)
  else store(kept.slice(0, MOST_KEPT))
  for (const listener of listeners) listener()
}

/** A browser that has no room left keeps fewer. */
function store(kept: readonly KeptAnswer[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch (error) {
    if (!(error instanceof DOMException) || kept.length === 0) throw error
    store(kept.slice(0, Math.floor(kept.length / 2)))
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const isSameQuestion = (one: KeptAnswer, other: KeptAnswer): boolean =>
  one.response.question === other.response.question &&
  one.scope.collection === other.scope.collection &&
  one.scope.documentId === other.scope.documentId

/** Questions and answers, kept in this browser alone. */
export const askHistory = {
  /** In place of an older answer to the same question. */
  add(answer: KeptAnswer): void {
    const others = keptAnswers().filter((one) => !isSameQuestion(one, answer))
    // Where there is an answer, nobody looks at the passages near it.
    const nearest = answer.response.abstained ? answer.response.nearest : []
    write([{ ...answer, response: { ...answer.response, nearest } }, ...others])
  },
  remove(id: string): void {
    write(keptAnswers().filter((one) => one.id !== id))
  },
  /** All of them, or all again. */
  replace(kept: readonly KeptAnswer[]): void {
    write(kept)
  },
}

export const useAskHistory = (): readonly KeptAnswer[] => useSyncExternalStore(subscribe, keptAnswers)
