/**
 * What a reader does not see and a model reads: control and format characters (zero-width, soft hyphens, direction overrides, tag
 * letters), fillers and variation selectors. Arabic signs that are seen stay.
 */
const UNSEEN =
  /(?![\t\n])\p{Cc}|(?!\u{200C}|\u{200D}|\p{Script=Arabic}|[\u{600}-\u{605}\u{6DD}\u{8E2}])\p{Cf}|\u{3164}|\u{FFA0}|\p{Variation_Selector}|[\u{E0000}-\u{E0FFF}]/gu
/** A joiner stays only where a script needs it: between letters that are not European ones. */
const JOINER =
  /(?<![\p{L}\p{M}])(?:\u{200C}|\u{200D})|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])(?:\u{200C}|\u{200D})/gu
/** What chat templates are made of: engines may take it for the end of a message wherever it stands. */
const CONTROL_TOKEN =
  /<\s*[|｜][^<>\n]{0,60}[|｜]\s*>|<\s*\/?\s*(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|start_of_image|think|thinking|system|user|assistant|human|instructions?|tool_calls?|tool_response|tools?|function_calls?|sources?|conversation|question|answer|context|documents?|im_start|im_end)(?:[\s:=_-][^<>\n]{0,80})?\/?>|<<\s*\/?\s*SYS\s*>>|\[\s*\/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s*\]/giu
/** "[3]" and "【3】" in a document are its own numbers. Directly after an identifier on a line of code it is an index. */
const NUMBER_IN_BRACKETS =
  /(?<before>[\p{L}\p{N}_)\]]?)(?:\[(?<square>\s*\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*)\]|【(?<lens>[^【】\n]{0,20})】)/gu
const CODE_LINE = /[;{}]\s*$|:?=|\w\(|^\s*(?:\/\/|#)/u

/** Text of a document as it is shown to a model: the same words, without what could pass for anything but text. */
export function asData(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(UNSEEN, '')
    .replaceAll(JOINER, '')
    .replaceAll(CONTROL_TOKEN, (token) =>
      token.replaceAll(/[<[]/gu, '‹').replaceAll(/[>\]]/gu, '›').replaceAll(/[|｜]/gu, '¦'),
    )
    .split('\n')
    .map(withoutMarkers)
    .join('\n')
}

/** The same on one line and not longer than `longest`. */
export function asDataLine(text: string, longest: number): string {
  const line = asData(text).replaceAll(/\s+/gu, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest).trimEnd()}…`
}

function withoutMarkers(line: string): string {
  const isCode = CODE_LINE.test(line)
  return line.replaceAll(NUMBER_IN_BRACKETS, (whole: string, ...rest: unknown[]) => {
    const { before = '', square, lens } = rest.at(-1) as Record<string, string | undefined>
    return isCode && before !== '' && square !== undefined ? whole : `${before}(${square ?? lens ?? ''})`
  })
}
