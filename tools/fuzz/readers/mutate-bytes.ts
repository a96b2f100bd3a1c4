import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

type Random = () => number

const pick = <T>(all: readonly T[], random: Random): T | undefined => all[Math.floor(random() * all.length)]
const placeIn = (bytes: Uint8Array, random: Random): number => Math.floor(random() * bytes.length)

/** Words that mean something in one format or another. */
const WORDS = [
  '<', '>', '<![CDATA[', '<!--', '&#x110000;', '&a;', '<!DOCTYPE a [<!ENTITY b "&c;&c;">]>', '</w:p>', '<w:tbl>', '<div>',
  '[', '](', '**', '> ', '| ', '```', '~~~', '\\', '\n\n', '\t', '\0', '\r', '﻿', '‮', '"', "'",
  'obj', 'endobj', 'stream', 'endstream', '/Length 99999999', '/Kids [1 0 R]', '/Prev 0', '/MediaBox [0 0 1e9 1e9]', '/Filter [/FlateDecode /FlateDecode]', 'xref', 'trailer', '<<', '>>', '/W [9 9 9]', '/Count -1', '/Rotate 91',
  'data:', ':', '{{c1::', '}}', '#separator:', '"dtype":"F64"', '99999999999999999999', '-1', '[-1,2]', '--b', 'name="', '__proto__',
] // prettier-ignore
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff]

type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

const CHANGES: readonly Change[] = [
  (bytes, random) => {
    const copy = Uint8Array.from(bytes)
    for (let count = Math.ceil(random() * 8); count > 0; count--) {
      copy[placeIn(copy, random)] = Math.floor(random() * 256)
    }
    return copy
  },
  (bytes, random) => {
    const copy = Uint8Array.from(bytes)
    const at = placeIn(copy, random)
    copy.fill(pick(NUMBERS, random) ?? 0, at, at + Math.ceil(random() * 8))
    return copy
  },
  (bytes, random) => spliced(bytes, placeIn(bytes, random), 0, strToU8(pick(WORDS, random) ?? '')),
  (bytes, random) => {
    const word = strToU8(pick(WORDS, random) ?? '')
    const times = Math.ceil(10 ** (random() * 4.5))
    return spliced(bytes, placeIn(bytes, random), 0, Buffer.concat(Array.from({ length: times }, () => word)))
  },
  (bytes, random) => bytes.subarray(0, placeIn(bytes, random)),
  (bytes, random) => spliced(bytes, placeIn(bytes, random), Math.ceil(random() * 200), new Uint8Array()),
  (bytes, random) => {
    const from = placeIn(bytes, random)
    const piece = bytes.subarray(from, from + Math.ceil(random() * 2000))
    const times = Math.ceil(10 ** (random() * 2))
    return spliced(bytes, placeIn(bytes, random), 0, Buffer.concat(Array.from({ length: times }, () => piece)))
  },
  (bytes, random, other) => {
    const from = placeIn(other, random)
    return spliced(bytes, placeIn(bytes, random), Math.ceil(random() * 500), other.subarray(from, from + 500))
  },
  (bytes, random) => withChangedNumber(bytes, random),
]

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)])
}

/** A number that is written in digits becomes another one. */
function withChangedNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const found = [...text.matchAll(/\d+/g)]
  const match = pick(found, random)
  if (match === undefined) return bytes
  const number = pick(['0', '-1', '1', '65536', '2147483648', '4294967295', '999999999999', '0.00001'], random) ?? '0'
  return Buffer.from(text.slice(0, match.index) + number + text.slice(match.index + match[0].length), 'latin1')
}

/** The bytes with one to four changes; of ZIP archives more often those of a file inside. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && random() < 0.8) return mutatedMember(bytes, random) ?? bytes
  let result = bytes
  for (let count = Math.ceil(random() * 4); count > 0; count--) {
    result = pick(CHANGES, random)?.(result, random, other) ?? result
  }
  return result
}

function mutatedMember(bytes: Uint8Array, random: Random): Uint8Array | null {
  const files = membersOf(bytes)
  const name = pick(
    Object.keys(files).filter((each) => (files[each]?.length ?? 0) > 0),
    random,
  )
  const content = name === undefined ? undefined : files[name]
  if (name === undefined || content === undefined) return null
  const changed = pick(CHANGES, random)?.(content, random, content) ?? content
  return zipSync({ ...files, [name]: changed }, { level: 1 })
}

function membersOf(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes)
  } catch {
    return { 'word/document.xml': strToU8(strFromU8(bytes, true)) } // A sample that is damaged itself.
  }
}
