import { readFileSync, writeFileSync } from 'node:fs'
import { LearnPathError } from '@learnpath/contracts'
import { zipSync } from 'fflate'
import type { AnkiNote, AnkiPackageContent } from '../../ports/anki-packages.ts'
import { SLICE, type AnkiAnswer, type AnkiQuestion } from './anki-messages.ts'
import { openPackage } from './open-package.ts'
import { readCollection } from './read-collection.ts'
import { readNotesText } from './read-notes-text.ts'
import { writeCollection } from './write-collection.ts'

/** The process that opens packages of others and makes ours: answers one question and ends. */
const notes: AnkiNote[] = []

process.on('disconnect', () => process.exit(0))
process.on('message', (question: AnkiQuestion) => {
  if (question.kind === 'notes') notes.push(...question.notes)
  else for (const answer of answers(question)) process.send?.(answer)
})

function answers(question: Exclude<AnkiQuestion, { kind: 'notes' }>): AnkiAnswer[] {
  try {
    if (question.kind === 'write') {
      write(question)
      return [{ kind: 'written' }]
    }
    return slices(question.kind === 'read' ? readPackage(question) : readText(question))
  } catch (failure) {
    if (failure instanceof LearnPathError) {
      return [{ kind: 'failed', code: failure.code, detail: failure.context.detail ?? null }]
    }
    return [
      { kind: 'failed', code: 'LP_INTERNAL', detail: failure instanceof Error ? failure.message : String(failure) },
    ]
  }
}

function slices({ cards, refused }: AnkiPackageContent): AnkiAnswer[] {
  const all: AnkiAnswer[] = []
  for (let start = 0; start < cards.length; start += SLICE) {
    all.push({ kind: 'cards', cards: cards.slice(start, start + SLICE) })
  }
  return [...all, { kind: 'read', refused }]
}

function readPackage({ packageFile, collectionFile }: Extract<AnkiQuestion, { kind: 'read' }>): AnkiPackageContent {
  const { collection, mediaFiles } = openPackage(readFileSync(packageFile))
  writeFileSync(collectionFile, collection)
  const { cards, refused } = readCollection(collectionFile)
  const media = { what: `${mediaFiles} media files`, why: 'LearnPath keeps text alone' }
  return { cards, refused: mediaFiles === 0 ? refused : [...refused, media] }
}

function readText({ packageFile, deck }: Extract<AnkiQuestion, { kind: 'read-text' }>): AnkiPackageContent {
  return readNotesText(readFileSync(packageFile), deck)
}

function write({ packageFile, collectionFile, at }: Extract<AnkiQuestion, { kind: 'write' }>): void {
  writeCollection(collectionFile, notes, at)
  const files = { 'collection.anki2': readFileSync(collectionFile), media: Buffer.from('{}') }
  writeFileSync(packageFile, zipSync(files, { level: 6, mtime: wallClockOf(at) }))
}

/** ZIP has times without a zone and fflate writes local ones: a time whose local reading is the UTC of `at`. */
function wallClockOf(at: number): Date {
  const utc = new Date(at)
  const time = [utc.getUTCHours(), utc.getUTCMinutes(), utc.getUTCSeconds()] as const
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), ...time)
}
