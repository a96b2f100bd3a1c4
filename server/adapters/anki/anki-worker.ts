import { readFileSync, writeFileSync } from 'node:fs'
import { LearnPathError } from '@learnpath/contracts'
import { zipSync } from 'fflate'
import type { AnkiPackageContent } from '../../ports/anki-packages.ts'
import type { AnkiAnswer, AnkiQuestion } from './anki-messages.ts'
import { openPackage } from './open-package.ts'
import { readCollection } from './read-collection.ts'
import { writeCollection } from './write-collection.ts'

/** The process that opens packages of others and makes ours: answers one question and ends. */
process.on('disconnect', () => process.exit(0))
process.once('message', (question: AnkiQuestion) => {
  process.send?.(answer(question), () => process.disconnect())
})

function answer(question: AnkiQuestion): AnkiAnswer {
  try {
    if (question.kind === 'read') return { kind: 'read', content: read(question) }
    write(question)
    return { kind: 'written' }
  } catch (failure) {
    if (failure instanceof LearnPathError) {
      return { kind: 'failed', code: failure.code, detail: failure.context.detail ?? null }
    }
    return { kind: 'failed', code: 'LP_INTERNAL', detail: failure instanceof Error ? failure.message : String(failure) }
  }
}

function read({ packageFile, collectionFile }: AnkiQuestion): AnkiPackageContent {
  const { collection, mediaFiles } = openPackage(readFileSync(packageFile))
  writeFileSync(collectionFile, collection)
  const { cards, refused } = readCollection(collectionFile)
  const media = { what: `${mediaFiles} media files`, why: 'LearnPath keeps text alone' }
  return { cards, refused: mediaFiles === 0 ? refused : [...refused, media] }
}

function write({ packageFile, collectionFile, notes, at }: Extract<AnkiQuestion, { kind: 'write' }>): void {
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
