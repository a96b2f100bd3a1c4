/**
 * Characters that a reader does not see and a model reads: zero-width and soft-hyphen, direction overrides, tag letters, variation
 * selectors of the second plane, other control characters. Joiners between letters of scripts that need them stay.
 */
const UNSEEN =
  /[\u{0}-\u{8}\u{B}-\u{1F}\u{7F}-\u{9F}\u{AD}\u{34F}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E0FFF}]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\u{FE0F}])[\u{200C}\u{200D}]|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u{200C}\u{200D}]/gu
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
