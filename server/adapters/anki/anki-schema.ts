/** Tables of an Anki collection of schema 11, the one that every version of Anki reads. */
export const ANKI_SCHEMA = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null,
  dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null,
  tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null,
  usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null,
  factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null,
  lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`

export const FIELD_SEPARATOR = '\u001F'

/** Our note types. Their ids never change: by them Anki knows that a later export is of the same type. */
export const BASIC_NOTE_TYPE_ID = 1_763_700_000_001
export const CLOZE_NOTE_TYPE_ID = 1_763_700_000_002

/** The time they last changed, in seconds. A change of fields or templates below needs a later one. */
const NOTE_TYPES_CHANGED_AT = 1_763_700_000

const CSS = `.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: center; }
.cloze { font-weight: bold; color: #1f5fbf; }
.nightMode .cloze { color: #8ab4f8; }
.source { margin-top: 1.5em; font-size: 13px; color: #777; }`
const SOURCE = '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
const LATEX_PRE =
  '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n'

interface NoteTypeText {
  readonly id: number
  readonly name: string
  /** 0 standard, 1 cloze */
  readonly type: 0 | 1
  readonly fields: readonly string[]
  readonly question: string
  readonly answer: string
}

const noteType = ({ id, name, type, fields, question, answer }: NoteTypeText) => ({
  id,
  name,
  type,
  mod: NOTE_TYPES_CHANGED_AT,
  usn: -1,
  sortf: 0,
  did: 1,
  css: CSS,
  latexPre: LATEX_PRE,
  latexPost: '\\end{document}',
  latexsvg: false,
  tags: [],
  vers: [],
  req: type === 1 ? [] : [[0, 'any', [0]]],
  flds: fields.map((field, ord) => ({
    name: field,
    ord,
    sticky: false,
    rtl: false,
    font: 'Arial',
    size: 20,
    media: [],
  })),
  tmpls: [{ name: 'Card 1', ord: 0, qfmt: question, afmt: answer, bqfmt: '', bafmt: '', did: null }],
})

export const ANKI_NOTE_TYPES = {
  [BASIC_NOTE_TYPE_ID]: noteType({
    id: BASIC_NOTE_TYPE_ID,
    name: 'LearnPath Basic',
    type: 0,
    fields: ['Front', 'Back', 'Source'],
    question: '{{Front}}',
    answer: `{{FrontSide}}\n<hr id="answer">\n{{Back}}\n${SOURCE}`,
  }),
  [CLOZE_NOTE_TYPE_ID]: noteType({
    id: CLOZE_NOTE_TYPE_ID,
    name: 'LearnPath Cloze',
    type: 1,
    fields: ['Text', 'Extra', 'Source'],
    question: '{{cloze:Text}}',
    answer: `{{cloze:Text}}\n{{#Extra}}<div>{{Extra}}</div>{{/Extra}}\n${SOURCE}`,
  }),
}

/** A deck of the `decks` column. */
export const ankiDeck = (id: number, name: string, modifiedAt: number): Readonly<Record<string, unknown>> => ({
  id,
  name,
  mod: modifiedAt,
  usn: -1,
  desc: '',
  dyn: 0,
  conf: 1,
  collapsed: false,
  browserCollapsed: false,
  extendNew: 0,
  extendRev: 0,
  newToday: [0, 0],
  revToday: [0, 0],
  lrnToday: [0, 0],
  timeToday: [0, 0],
})

export const ANKI_CONF = {
  activeDecks: [1],
  curDeck: 1,
  newSpread: 0,
  collapseTime: 1200,
  timeLim: 0,
  estTimes: true,
  dueCounts: true,
  curModel: null,
  nextPos: 1,
  sortType: 'noteFld',
  sortBackwards: false,
  addToCur: true,
}

export const ANKI_DECK_OPTIONS = {
  1: {
    id: 1,
    name: 'Default',
    mod: 0,
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    new: { bury: true, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
    rev: { bury: true, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36_500, minSpace: 1, perDay: 200 },
    lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
  },
}
