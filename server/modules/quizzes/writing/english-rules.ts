import type { LanguageRules } from './language-rules.ts'

const SUBJECT = /^(?:(?:An?|The)\s+)?["“]?$/
const GLOSS = String.raw`["”]?(?:\s*\([^()]*\))?(?:,\s(?:(?:also|sometimes|often|commonly)\s)?(?:known as|called|or)\s[^,]{2,50},|\sor\s[\p{L}-]+)?`
const ADVERB = String.raw`(?:(?:also|often|commonly|sometimes|generally|usually|typically|collectively|simply|therefore|thus)\s+)?`
/** Verbs that say what a thing is for, what it does as a rule, or what it is made of; with and without the -s of one thing. */
const FUNCTIONS =
  'allow|let|enable|permit|provide|represent|return|store|contain|define|determine|control|prevent|ensure|produce|create|help|support|handle|hold|require|implement|convert|indicate|protect|connect|manage|perform|consist|serve|act|combine|generate|transform|transport|offer|describe|include'
const USED = String.raw`(?:\p{L}+ly\s)?(?:used (?:to|for|as|by|in)|designed (?:to|for)|responsible for|made (?:up )?of|composed of|intended (?:to|for))`
/** "stored on …", but not "called", "based", "used". */
const PARTICIPLE = String.raw`(?:\p{L}+ly\s)?(?!(?:called|named|known|shown|seen|discussed|described|listed|given|supposed|going|expected|needed|concerned|interested|related|mentioned)\s)\p{Ll}+(?:ed|wn|en|ilt|ept|ade|und|ung)\s(?:to|by|as|in|on|with|from|into|at|when|using|for|between|through|inside|within)\s`
/** What follows a verb and not a noun that looks like one. */
const OBJECT = String.raw`(?:an?|the|to|that|whether|how|when|all|any|each|every|no|multiple|from|in|on|into|with|between|for|by|at|you|your|its|their)\s`
const FUNCTION_WORDS =
  'are|were|have|had|can|could|may|might|will|would|should|must|do|did|that|which|who|where|when|if|with|and|or|but|from|for|to|in|on|of|as|at|by|into|onto|inside|outside|within|without|between|among|after|before|during|under|over|above|below|through|until|because|since|while|around|behind|against|toward|towards|along|about|across|off|up|down|out|not|also|only|even|still|then|now|so|like|than|such|plus|be|was|is|has|does'
/** Any verb, told by what follows; what a thing can be, has, or is done with. */
const DOES = String.raw`(?!(?:is|was|has|does|as|this|its|us|plus|thus|less|unless|across|towards|always|perhaps|sometimes|looks|seems|appears|gets|goes|comes|starts|becomes|works|happens|depends)\s)\p{Ll}{2,}s\s${OBJECT}|has\s(?:an?|the|no|two|three|four)\s|is\s${PARTICIPLE}`
const DO = String.raw`(?!(?:${FUNCTION_WORDS}|look|seem|appear|get|go|come|start|become|work|happen|depend)\s)\p{Ll}{2,}(?<!s|ed|ing|en|wn)\s${OBJECT}|have\s(?:an?|the|no|two|three|four)\s|are\s${PARTICIPLE}`
const CAN = String.raw`(?:can|must)\s(?:be\s\p{Ll}+(?:ed|wn|en|ilt|ept|ade|und|ung|et)\s(?:to|by|as|in|on|with|from|into|at|only|when|using)\s|(?!also|be)\p{Ll}+\s${OBJECT})|(?:doesn’t|don’t|does not|do not)\s\p{Ll}+\s`
/** "The …" may be one of which the text has spoken before. */
const NAMED = /^(?:An?\s+)?["“]?$/
const AFTER_NAME = /^["”]?(?:\s*\([^()]*\))?(?:\.|, (?:which|because|where|and (?:it|they))\b.*\.)$/

/** English grammar for question writing. */
export const ENGLISH_RULES: LanguageRules = {
  language: 'en',
  patterns: [
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>.+?),?\s+(?<verb>is|are)\s+${ADVERB}(?:called|known as|termed|referred to as)\s+(?:an?\s+|the\s+)?["“]?$`,
      ),
      after: AFTER_NAME,
      strength: 0.95,
      form: 'nominative',
    },
    {
      name: 'is-a',
      before: SUBJECT,
      after: new RegExp(
        String.raw`^${GLOSS}\s+is\s+(?:defined as\s+|${ADVERB})(?<body>(?:an?|the|any|one of (?:the|two|three|four|many|several))\s.+)\.$`,
        'u',
      ),
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'are',
      before: SUBJECT,
      after: new RegExp(
        String.raw`^${GLOSS}\s+are\s+${ADVERB}(?<body>(?!\p{L}+(?:ed|ing|ly|ble|ful|ous)\s)(?!(?:not|now|among|all|very|too|so|as|more|most|less|one|two|in|on|at|to|of|by|for|from|with|within|part|made|found|built|known|called|similar|different|able|unable|present|common|important|essential|necessary|available|likely|capable|close|easy|hard|due|such|what|where|how|why|when|just|only|still|like|unlike|usually|often|then|there|good|great|also|always|never|(?:specific|like|similar) (?:for|to)|diverse|concerned|subject|components|examples|responsible)\b)(?:(?:an?|the)\s\p{L}[\p{L}-]*(?:\s[\p{L}-]+){0,4}?\s(?:for|in|to|by)\s.+|(?:an?\s|the\s)?\p{L}[\p{L}-]*(?:\s[\p{L}-]+){0,4}?\s(?:that|which|who|whose|you|of|used|composed|made|consisting|containing|with|formed|produced|found)\s.+))\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'plural',
    },
    {
      name: 'means',
      before: /^(?:(?:An?|The)\s+)?(?:(?:term|word|phrase)\s+)?["“]?$/,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?:refers? to|means|denotes|is defined as|are defined as|describes)\s+(?<body>(?:an?|the|any|how|when)\s.+)\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'nominative',
    },
    {
      name: 'which-is',
      before:
        /(?:^|\s)(?:an?|the|called|and|or|by|into|as|is|are|with|produces?|contains?|forms?|uses?|secretes?|to)\s+$/i,
      after: /^,\s+which\s+(?:is|are)\s+(?<body>(?:an?|the)\s[^,;]+)(?:\.|,\s.*)$/,
      strength: 0.78,
      form: 'nominative',
    },
    {
      name: 'apposition',
      before: SUBJECT,
      after:
        /^(?:\s*\([^()]*\))?,\s+(?<body>an?\s[^,;]+),\s+(?:is|are|was|were|has|have|can|may|will|does|do|[a-z]+(?:es|[^s']s))\s.*\.$/,
      strength: 0.78,
      form: 'nominative',
    },
    {
      name: 'stands-for',
      before: SUBJECT,
      after:
        /^\s+(?:stands for|is short for|is an abbreviation (?:of|for)|is the abbreviation (?:of|for))\s+["“]?(?:an?\s+|the\s+)?(?<body>[^.;:()]{6,60}?)["”]?(?:\.|[,;]\s.*)$/,
      strength: 0.9,
      form: 'expansion',
    },
    {
      name: 'does',
      before: NAMED,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?<body>(?:(?:${FUNCTIONS})s|specifies|carries|(?:is|can be) ${USED})\s.+)\.$`,
        'u',
      ),
      strength: 0.74,
      form: 'predicate',
    },
    {
      name: 'does',
      before: NAMED,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>(?:${FUNCTIONS}|specify|carry|are ${USED})\s.+)\.$`, 'u'),
      strength: 0.74,
      form: 'plural-predicate',
    },
    {
      name: 'does',
      before: NAMED,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>(?:${DOES}|${CAN}).+)\.$`, 'u'),
      strength: 0.68,
      form: 'predicate',
    },
    {
      name: 'does',
      before: NAMED,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>(?:${DO}).+)\.$`, 'u'),
      strength: 0.68,
      form: 'plural-predicate',
    },
    {
      name: 'used-for',
      before:
        /^To (?<body>(?!(?:do|see|use|learn|start|begin|try|get started|illustrate|demonstrate|understand|follow|work|continue|explain|practice|fix)\b)[^,:;]{10,110}), (?:(?:we|you|they) )?(?:(?:can|should|must|need to) )?(?:use|call|implement|declare|add)\s+(?:an?\s+|the\s+)?["“]?$/,
      after:
        /^["”]?(?:\s(?:method|function|trait|macro|keyword|type|attribute|command|operator|tool|property|element|setting|flag|option|statement|expression|selector|syntax|library|notation))?(?:\.|,\s.*[.:]|\s(?:to|and|on|in|with|before|for|as|from|then|attribute|after)\s.*[.:])$/u,
      strength: 0.76,
      form: 'purpose',
    },
    {
      name: 'entry',
      before: /^(?:(?:An?|The)\s+)?["“]?$/i,
      after: /^["”]?(?:\s*\([^()]*\))?(?::|\s[–—-])\s+(?<body>\p{L}.{14,})$/u,
      strength: 0.75,
      form: 'entry',
    },
  ],
  leansBack:
    /^["“(]*(?:it|its|they|their|them|this|these|those|that|he|she|his|her|such|both|another|others?|however|therefore|thus|hence|consequently|also|but|and|or|nor|so|then|next|finally|instead|similarly|likewise|conversely|otherwise|moreover|furthermore|additionally|besides|accordingly|meanwhile|nevertheless|nonetheless|still|yet|again|here|there|first|firstly|second|secondly|third|thirdly|lastly|later|afterwards?|eventually|subsequently|either|neither|each|one|some|many|most|all|several|few|two|three|four|the (?:former|latter|first|second|third|last|same|other|next|result|results|reason|reasons|difference|idea|only|rest|resulting|following|process is|term|point|answer)|for (?:example|instance|this|these|that|more)|in (?:addition|contrast|fact|other|this|these|that|such|turn|short|general|summary|comparison|our|both|each|particular|one|some|most|many|all)|as (?:a result|such|a consequence|mentioned|we|you|noted|discussed|shown|with|before|an example)|on the (?:other|contrary)|at (?:this|that|first)|by (?:this|contrast|now|doing)|because of (?:this|these|that)|unlike (?:this|these|that)|like (?:this|these|that)|to (?:do|see|this|these|fix|solve)|from (?:this|these|that|here)|what|why|how|who|where|which|note|see|consider|recall|remember|imagine|suppose|think|look|let|try|notice|keep|compare|click|add|run|open|make|create|use|too|now|instead|not|even|yes|no|well|of course|perhaps|maybe|luckily|fortunately|unfortunately|interestingly|currently|today|recently|thankfully|ultimately|overall|once (?:again|this|these|that)|after (?:this|these|that|doing)|with (?:this|these|that)|if (?:it|they|this|these|that)|when (?:it|they|this|these|that)|although|though|while (?:it|they|this|these)|since (?:it|they|this|these)|because (?:it|they|this|these)|rather)\b/i,
  opensWithPronoun: /^["“(]*The (?:is|are|was|were)\b/,
  pointsOutside:
    /\b(?:this|these|those|previous|previously|aforementioned|preceding|following|fig|listings?|chapters?|lessons?|tutorials?|exercises?|appendix|we|we['’]\w+|us|our|ours|i|i['’]\w+|let['’]?s|here|click|(?:the|an?|each|in) (?:figures?|tables?|graph|diagram|images?|photos?|photographs?|pictures?|illustrations?|micrographs?|sections?|pages?|book|articles?|examples?|former|latter|other|next|above|below|left|right)|another example|for example|for instance|e\.g\.|i\.e\.|as (?:mentioned|discussed|shown|described|noted|seen)|(?:mentioned|discussed|shown|described|noted|seen|listed|given) (?:above|below|earlier|before|in)|which that|again|recall|remember|so far|just saw|you['’](?:ll|ve)|in (?:question|other words))\b|\b(?:above|below)(?=[.,;)]|$)|\bsuch (?!as\b)|\b(?:table|figure|section) \d|\bsee\b/i,
  pronoun: /\b(?:it|its|itself|they|them|their|theirs|themselves|he|him|his|she|her|hers|one|ones)\b/i,
  anyone: /(?<=\b(?:allow|let|enable|permit|help|require|give|tell)s?\s)(?:you|us)\b/gi,
  ofExample: /\d|\b(?:first|second|third|last|similar|equivalent|error message|as well(?! as))\b/i,
  exampleHead:
    /^(?:variables?|parameters?|arguments?|fields?|calls?|values?|instances?|modules?|variants?|lines?|box|branch|arms?|files?|directory|folder|button|class|program)$/,
  nameHead:
    /^(?:function|method|trait|macro|keyword|type|attribute|command|operator|tool|property|element|setting|flag|option|statement|selector|tag|event|package|library)$/,
  addressesReader: /\b(?:you|your|yours|yourself)\b/i,
  tiesBack:
    /\b(?:also|therefore|thus|hence|however|instead|too|even|still|already|now|currently|yet|otherwise|both|either|rather|meanwhile|finally|similarly|likewise|same|another|others?|all (?:the )?(?:two|three|four))\b/i,
  secondStatement:
    /(?:,? and (?:releases|produces|contains|provides|secretes|uses|forms|makes|allows|helps|serves|acts|gives|plays|occurs|consists|includes|requires|carries)\b|,? (?:and|but|so|or) (?:(?:it|they|he|she|there|one)\b|(?:therefore |thus |also |hence )?(?:is|are|was|were|has|have|had|can|could|may|does|do|will|must)\b)|, (?:so|but|because|although|though|while|whereas|since)\b|, and (?!(?:[\p{L}-]+ )?[\p{L}-]+$)[^,]*\b(?:is|are|was|were|has|have|can|may|will|contains?|includes?)\b|: |; |—| – ).*$/u,
  exampleTail:
    /(?:,? \((?:for example|for instance|such as|like|e\.g\.|see)[^()]*\)|,? (?:for example|for instance|e\.g\.)[, ].*|, such as [^,]*)$/,
  predicate:
    /^\s+(?:(?:is|are) (?:\p{L}+ly )?(?:an?|the|made|composed|found|formed|produced|derived|located|characterized|responsible|caused|defined|used|called|known|surrounded|covered|released|secreted|stored|required|built|created|declared|written|divided)\b|(?:consists?|contains?|connects?|provides?|produces?|allows?|includes?|requires?|occurs?|carry|carries|converts?|controls?|describes?|determines?|prevents?|protects?|stores?|transports?|transfers?|separates?|uses?|helps?)\s)/u,
  emptyTerm:
    /^(?:parts?|figures?|steps?|panels?|tables?|types?|days?|weeks?|sections?|chapters?|careers?|questions?|exercises?|appendix)\b|(?:^|\s)(?:examples?|results?|reasons?|problems?|questions?|answers?|differences?|goals?|things?|ways?|cases?|facts?|ideas?|points?|purposes?|kinds?|types?|numbers?|amounts?|series|process|processes|structures?|sections?|chapters?|rests?|rise|rises|rate|beginnings?|ends?|steps?|parts?|sides?|times?|years?|days?|people|features?|uses?|terms?|words?|names?|sizes?|conventions?|consideration|careers?|concerns?|lists?|items?|ones?|versions?|approach|approaches|options?|others?)$/i,
  vague:
    /\b(?:may|might|maybe|perhaps|probably|interesting|interestingly|surprising|famous|good|bad|nice|great|best|simple|easy|easier|popular|useful|various|certain|some|many|several|sometimes|often|usually|generally|important|kind of|sort of|things?|stuff|a lot|quite|very|actually|basically|pretty|really|much)\b/gi,
  emptyDescription:
    /^(?:an?|the|one|any)?\s*(?:(?:very|most|more|really)\s+)?(?:(?:good|great|important|key|common|major|popular|useful|simple|classic|perfect|different|new|old|big|little|special|powerful|significant|interesting|well-known|critical|best|main|primary|only|same|next|first|second|other|another)\s+)*(?:examples?|reasons?|results?|problems?|things?|questions?|issues?|cases?|facts?|matters?|bit|lot|few|topics?|subjects?|exceptions?|goals?|challenges?|parts?|ways?|places?|concerns?|choices?|options?|ideas?|points?|steps?|names?|terms?|words?|kinds?|types?|concepts?|factors?|features?|time|times|difference|key|answer|same|only|opposite|case)\b(?!\s+(?:of|that|which|in which|to|for|used|where|by which)\s)|^(?:an?|the|one)\s+(?:good |great |common |important |key |classic |prime |typical )?(?:examples?|reasons?|results?|problems?|same|best|answer|case|matter|topic|most (?:important|common|famous|popular|widely)|more|less|better|other|another|different|opposite|similar|smaller|larger|concern|requirement|consequence|crucial|early|good idea|lot|(?:term|word|name|phrase)\s+that)\b|^one of (?:the|many|several)\b(?!.*\b(?:that|which|who|used|where)\b)/i,
  naming: /(?:^|[\s(])(?:called|known as|named|termed|referred to as)\s+(?:an?\s+|the\s+)?["“]?$/,
  named: /^/,
  nounPhrase: /^(?:an?|the|any|one of)\s/i,
  determiner: /^(?:an?|the|any|each|every|one|all|both|some|most|no)\b/i,
  enumeration:
    /\b(?:such as|includ(?:e|es|ed|ing)|like|for example|for instance|namely|either|both|types of|kinds of|examples of)\b/i,
  announcesSteps:
    /\b(?:steps?|stages?|phases?|procedure|process|workflow|recipe|sequence|in (?:this|the following) order|order of)\b/i,
  stepMarker:
    /^(?:(?:step|stage|phase) \d+[:.]?|first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after that|afterwards?|finally|lastly|to begin|to start)(?:,\s*|\s+)/i,
  firstStep: /^(?:first|firstly|to begin|to start)\b(?:,|\s)/i,
  nextStep:
    /^(?:second|secondly|third|thirdly|then|next|after that|afterwards?|subsequently|finally|lastly)\b(?:,|\s)/i,
  mainVerb:
    /\b(?:is|are|was|were|has|have|had|consists?|contains?|comprises?|includes?|makes?|uses?|takes?|lasts?|requires?|lived|appeared|originated|involves?|accounts? for)\b/,
  wholeClause:
    /^(?:If|When|Whenever|Unless|Because)\s(?!there\b)|\b(?:is|are|has|have|can|must|does|contains|includes|makes|uses|takes|requires|consists|provides|allows|returns|creates|stores|means|applies|apply)\b/,
  range: /(?:to|or|and|through)/,
  numberWords: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  wording: {
    whichTerm: (description) => `Which term is described here: “${description}”?`,
    whatIsCalled: (description, verb) => `What ${verb} ${description} called?`,
    whichDescription: (term) => `Which description fits the term “${term}”?`,
    standsFor: (term) => `What does “${term}” stand for?`,
    trueOrFalse: (statement) => `True or false? ${statement}`,
    whichTermDoes: (predicate) => `Of which term is this true: “… ${predicate}”?`,
    whatIsUsed: (purpose) => `What is used to ${purpose}?`,
    whichPredicate: (term) => `Which of these is true of the term “${term}”?`,
    isUsedTo: (term, purpose) => `The term “${term}” names what is used to “${purpose}”.`,
    saysOf: (term, predicate) => `Of the term “${term}” this is true: “… ${predicate}”.`,
    fillsGap: (sentence) => `Which term fills the gap: “${sentence}”?`,
    match: () => 'Match each term with its description.',
    order: (context) => `Put the steps in the right order: ${context}`,
    describes: (term, description) => `The term “${term}” is described as follows: “${description}”.`,
    isTrue: (isTrue) => (isTrue ? 'True' : 'False'),
  },
}
