import type Database from 'libsql'
import { z } from 'zod'
import { protobufFields } from './protobuf-fields.ts'

/** What is needed of a note type to know what its cards show. */
export interface NoteType {
  readonly name: string
  readonly isCloze: boolean
  readonly fields: readonly string[]
  /** By the number of the card; a cloze has one for all. */
  readonly templates: readonly { readonly question: string; readonly answer: string }[]
}

const LegacyNoteTypes = z.record(
  z.string(),
  z.object({
    name: z.string(),
    type: z.union([z.number(), z.string()]).optional(),
    flds: z.array(z.object({ name: z.string(), ord: z.number().optional() })),
    tmpls: z.array(z.object({ qfmt: z.string(), afmt: z.string(), ord: z.number().nullish() })),
  }),
)
const LegacyDecks = z.record(z.string(), z.object({ name: z.string() }))

const inOrder = <T extends { readonly ord?: number | null | undefined }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (a.ord ?? 0) - (b.ord ?? 0))

/** The column `models` of schema 11. @throws SyntaxError, ZodError */
export function legacyNoteTypes(json: string): Map<string, NoteType> {
  const types = Object.entries(LegacyNoteTypes.parse(JSON.parse(json)))
  return new Map(
    types.map(([id, { name, type, flds, tmpls }]) => [
      id,
      {
        name,
        isCloze: Number(type ?? 0) === 1,
        fields: inOrder(flds).map((field) => field.name),
        templates: inOrder(tmpls).map(({ qfmt, afmt }) => ({ question: qfmt, answer: afmt })),
      },
    ]),
  )
}

/** The column `decks` of schema 11. @throws SyntaxError, ZodError */
export function legacyDecks(json: string): Map<string, string> {
  return new Map(Object.entries(LegacyDecks.parse(JSON.parse(json))).map(([id, { name }]) => [id, name]))
}

const TypeRow = z.object({ id: z.string(), name: z.string(), config: z.instanceof(ArrayBuffer) })
const FieldRow = z.object({ ntid: z.string(), name: z.string() })
const TemplateRow = z.object({ ntid: z.string(), config: z.instanceof(ArrayBuffer) })
const DeckRow = z.object({ id: z.string(), name: z.string() })

/** Fields of the protobuf messages Notetype.Config and Template.Config of Anki. */
const KIND_OF_NOTE_TYPE = 1
const QUESTION_FORMAT = 1
const ANSWER_FORMAT = 2

/** The tables of schema 18. Sorted here: their collation is one that only Anki has. @throws ZodError, LP_IMPORT_DAMAGED */
export function noteTypesOfTables(database: Database.Database): Map<string, NoteType> {
  const all = (sql: string) => database.prepare(sql).all()
  const fields = z
    .array(FieldRow)
    .parse(all('SELECT cast(ntid AS text) AS ntid, cast(name AS text) AS name FROM fields ORDER BY ntid, ord'))
  const templates = z
    .array(TemplateRow)
    .parse(all('SELECT cast(ntid AS text) AS ntid, cast(config AS blob) AS config FROM templates ORDER BY ntid, ord'))
  const types = z
    .array(TypeRow)
    .parse(
      all('SELECT cast(id AS text) AS id, cast(name AS text) AS name, cast(config AS blob) AS config FROM notetypes'),
    )
  return new Map(
    types.map(({ id, name, config }) => [
      id,
      {
        name,
        isCloze: numberField(config, KIND_OF_NOTE_TYPE) === 1,
        fields: fields.filter(({ ntid }) => ntid === id).map((field) => field.name),
        templates: templates
          .filter(({ ntid }) => ntid === id)
          .map((template) => ({
            question: textField(template.config, QUESTION_FORMAT),
            answer: textField(template.config, ANSWER_FORMAT),
          })),
      },
    ]),
  )
}

/** Deck names of schema 18, whose levels are parted by a control character. @throws ZodError */
export function decksOfTables(database: Database.Database): Map<string, string> {
  const rows = database.prepare('SELECT cast(id AS text) AS id, cast(name AS text) AS name FROM decks').all()
  return new Map(
    z
      .array(DeckRow)
      .parse(rows)
      .map(({ id, name }) => [id, name.replaceAll('\u001F', '::')]),
  )
}

function fieldOf(message: ArrayBuffer, number: number): number | Uint8Array | undefined {
  for (const field of protobufFields(new Uint8Array(message))) if (field.number === number) return field.value
  return undefined
}

function numberField(message: ArrayBuffer, number: number): number {
  const value = fieldOf(message, number)
  return typeof value === 'number' ? value : 0
}

function textField(message: ArrayBuffer, number: number): string {
  const value = fieldOf(message, number)
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : ''
}
