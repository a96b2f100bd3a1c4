/** What follows a term ("X is a …") or goes before it ("is called X") where a sentence says what the term is. */
export interface DefinitionPattern {
  readonly place: 'after' | 'before'
  readonly pattern: RegExp
  /** Share of sentences found by it that define, as measured on textbooks for English; by likeness for the others. */
  readonly strength: number
}

const after = (source: string, strength: number): DefinitionPattern => ({
  place: 'after',
  pattern: new RegExp(`^${source}`, 'iu'),
  strength,
})
const before = (source: string, strength: number): DefinitionPattern => ({
  place: 'before',
  pattern: new RegExp(`${source}$`, 'iu'),
  strength,
})

/** An insertion such as "(ATP)" or ", or X," between the term and its verb. */
const ASIDE = String.raw`(?: ?\([^()\n]{1,60}\)| ?, (?:or|also|auch|oder|ou|o) [^,\n]{1,60},)?`

const PATTERNS: Readonly<Record<string, readonly DefinitionPattern[]>> = {
  en: [
    before(
      String.raw`\b(?:is|are|was|were|be|being|been)(?: also| often| sometimes| usually| commonly| generally| collectively)? (?:called|known as|termed|named|referred to as|defined as)(?: an?| the)? ["“‘']?`,
      0.73,
    ),
    before(
      String.raw`\b(?:we|you|scientists|people|programmers)(?: also| often| usually)? (?:define|call|refer to|say)(?: this| these| it| such)?(?: \w+)?(?: an?| the)? ["“‘']?`,
      0.6,
    ),
    before(
      String.raw`(?:[,(—–]|\b(?:process|something|structure|technique|method|concept|substance|system|stage|step|phenomenon|feature)) ?called(?: an?| the)? ["“‘']?`,
      0.65,
    ),
    after(String.raw`${ASIDE}["”’']? (?:is|are) defined (?:as|by|to be) `, 0.85),
    after(String.raw`${ASIDE}["”’']? (?:refers? to|means?|denotes?|describes?|stands? for) `, 0.5),
    after(
      String.raw`${ASIDE}["”’']? (?:is|are)(?: \w+ly| simply| just)? (?:an?|the|any|one of|those|that|when|how|where) `,
      0.55,
    ),
    after(
      String.raw`${ASIDE}["”’']? (?:is|are)(?: \w+ly)? (?:\w+ ){0,3}(?:that|which|who|whose|where|in which) `,
      0.45,
    ),
    after(String.raw` (?:consists? of|is composed of|are composed of|is made of|are made of) `, 0.35),
    after(String.raw` ?(?:—|–| - ) ?(?:an?|the|any) `, 0.5),
    after(String.raw` ?: (?:an?|the|any) `, 0.5),
    after(String.raw`, (?:which|who) (?:is|are) `, 0.4),
    after(String.raw`(?:,| \() ?(?:an?|the) (?:\w+[ -]){1,6}(?:that|which|of|in|for|used) `, 0.35),
  ],
  de: [
    after(
      String.raw`${ASIDE}["“»«]? (?:ist|sind)(?: \p{Ll}+)? (?:ein|eine|einer|eines|der|die|das|jede|jeder|jedes) `,
      0.55,
    ),
    after(
      String.raw`${ASIDE}["“»«]? (?:bezeichnet|bezeichnen|bedeutet|bedeuten|beschreibt|beschreiben|meint|steht für|stehen für|verweist auf) `,
      0.55,
    ),
    after(String.raw`["“»«]?(?: (?:versteht|bezeichnet|nennt) man) `, 0.8),
    before(
      String.raw`\b(?:heißt|heißen|heisst|heissen|genannt|nennt man|nennen wir|nennt sich)(?: (?:ein|eine|einen|der|die|das|dann|auch))* ["„»«]?`,
      0.7,
    ),
    before(String.raw`\b(?:wird|werden)(?: \p{L}+){0,3} als ["„»«]?`, 0.4),
    after(String.raw`["“»«]? (?:bezeichnet|genannt)(?=[.,;:]|$)`, 0.6),
    after(String.raw` ?(?:—|–| - |:) ?(?:ein|eine|der|die|das) `, 0.5),
    after(String.raw`, (?:der|die|das|ein|eine) (?:\p{L}+ ){1,6}(?:ist|sind|wird|werden|für|von)\b`, 0.3),
  ],
  fr: [
    after(String.raw` (?:est|sont) (?:un|une|le|la|les|l['’]|des) ?`, 0.55),
    after(String.raw` (?:désigne|désignent|signifie|correspond à) `, 0.6),
    before(
      String.raw`\b(?:on appelle|est appelée?|sont appelée?s|on nomme|se nomme|dit)(?: un| une| le| la| les)? [«"“]?\s?`,
      0.7,
    ),
  ],
  es: [
    after(String.raw` (?:es|son) (?:un|una|unos|unas|el|la|los|las) `, 0.55),
    after(String.raw` (?:se refiere a|significa|designa|consiste en) `, 0.55),
    before(
      String.raw`\b(?:se llaman?|se denominan?|se conoce como|llamad[oa]s?|denominad[oa]s?)(?: un| una| el| la)? [«"“]?`,
      0.7,
    ),
  ],
  it: [
    after(String.raw` (?:è|sono) (?:un|una|uno|il|la|lo|i|gli|le|l['’]|un['’]) ?`, 0.55),
    after(String.raw` (?:indica|significa|si riferisce a) `, 0.55),
    before(
      String.raw`\b(?:si chiamano?|si dice|è detto|è detta|chiamat[oaie]|dett[oaie])(?: un| una| il| la)? [«"“]?`,
      0.7,
    ),
  ],
  pt: [
    after(String.raw` (?:é|são) (?:um|uma|o|a|os|as) `, 0.55),
    after(String.raw` (?:refere-se a|significa|designa) `, 0.55),
    before(String.raw`\b(?:chama-se|chamad[oa]s?|denominad[oa]s?)(?: um| uma| o| a)? [«"“]?`, 0.7),
  ],
  nl: [
    after(String.raw` (?:is|zijn) (?:een|de|het) `, 0.55),
    after(String.raw` (?:betekent|verwijst naar|beschrijft) `, 0.55),
    before(String.raw`\b(?:heet|heten|noemt men|noemen we|genoemd)(?: een| de| het)? ["“]?`, 0.7),
  ],
}

export function definitionPatterns(language: string): readonly DefinitionPattern[] {
  return PATTERNS[language] ?? []
}

/** What may stand between the start of a sentence and a term that it defines: an article, "In biology,". */
const OPENINGS: Readonly<Record<string, RegExp>> = {
  en: /^\W*(?:(?:in|for|at|on) [\w -]{1,40}, )?(?:(?:an?|the|so|thus|recall that|the term|the word) )*["“‘']?$/i,
  de: /^[^\p{L}]*(?:(?:ein|eine|einer|der|die|das|unter|als|mit|bei|den|dem|einem|einen|also) )*["„»«]?$/iu,
  fr: /^\P{L}*(?:(?:un|une|le|la|les) |l['’])?[«"“]?\s?$/iu,
  es: /^\P{L}*(?:(?:un|una|el|la|los|las) )?[«"“]?$/iu,
  it: /^\P{L}*(?:(?:un|una|uno|il|la|lo|i|gli|le) |l['’]|un['’])?[«"“]?$/iu,
  pt: /^\P{L}*(?:(?:um|uma|o|a|os|as) )?[«"“]?$/iu,
  nl: /^\P{L}*(?:(?:een|de|het) )?["“]?$/iu,
}

/** Whether only an article or the like stands before a term that begins after `text`. */
export function opensSentence(text: string, language: string): boolean {
  return OPENINGS[language]?.test(text) ?? false
}
