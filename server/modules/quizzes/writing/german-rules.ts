import type { LanguageRules } from './language-rules.ts'

const SUBJECT = /^(?:(?:Ein|Eine|Der|Die|Das)\s+)?["„“]?$/
const GLOSS = String.raw`["“”]?(?:\s*\([^()]*\))?(?:,\s(?:auch|oft|manchmal)\s(?:bekannt als\s)?[^,]{2,50},|\soder\s[\p{L}-]+)?`
const ADVERB = String.raw`(?:(?:auch|oft|häufig|manchmal|allgemein|üblicherweise|normalerweise|einfach|daher|gemeinhin|meist|also|im Grunde|im Wesentlichen)\s+)?`
/** Article, up to three small words, then a noun. */
const NOUN_PHRASE = String.raw`(?:[Ee]in|[Ee]ine|[Ee]iner|[Ee]inen|[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Jj]ede[rs]?)(?:\s(?!(?:der|die|das|den|dem|des|eine?[nrm]?)\s)\p{Ll}[\p{L}-]*,?){0,3}\s[\p{Lu}"„][^\s]*`

/** Verbs that say what a thing is for, what it does as a rule, or what it is made of: of one thing, and of many. */
const FUNCTION = String.raw`(?:ermöglicht|erlaubt|dient|bietet|bestimmt|definiert|steuert|verhindert|erzeugt|speichert|enthält|verwaltet|sorgt|hilft|unterstützt|überträgt|verbindet|erfordert|besteht|legt|stellt|gibt|umfasst|wandelt)\s.+|(?:wird|kann)\s(?:.*\s)?(?:verwendet|genutzt|benutzt|eingesetzt)(?:,|\s|$).*`
const FUNCTIONS = String.raw`(?:ermöglichen|erlauben|dienen|bieten|bestimmen|definieren|steuern|verhindern|erzeugen|speichern|enthalten|verwalten|sorgen|helfen|unterstützen|übertragen|verbinden|erfordern|bestehen|legen|stellen|geben|umfassen|wandeln)\s.+|(?:werden|können)\s(?:.*\s)?(?:verwendet|genutzt|benutzt|eingesetzt)(?:,|\s|$).*`

const PARTICIPLE = String.raw`(?!bezeichnet|genannt)\p{Ll}*(?:ge\p{Ll}+(?:t|en)|iert|(?:be|ver|er|ent|zer)\p{Ll}+t)`
/** Any other verb in second place, told by its ending; -t of one thing, -en of many. */
const DOES = String.raw`(?!(?:ist|wird|hat|kann|soll|muss|darf|wirkt|scheint|geht|kommt|lautet|heißt|bleibt|macht|tut|gilt|liegt|hängt|bedeutet|seit|mit|statt|selbst|nicht|zuerst|meist|erst|jetzt|dort|sonst|laut|samt|damit)\s)\p{Ll}{3,}t\s.+|hat\s(?:ein|eine|einen|keine?n?|zwei|drei|vier)\s.+|wird\s.+\s${PARTICIPLE}|muss\s.+en`
const DO = String.raw`(?!(?:sind|werden|waren|wurden|haben|können|sollen|müssen|dürfen|sollten|könnten|würden|mussten|konnten|hatten|wirken|scheinen|gehen|kommen|lauten|heißen|bleiben|machen|gelten|liegen|bedeuten|neben|zwischen|ohne|gegen|wegen|innerhalb|oben|unten|innen|außen|jeden|einen|keinen|deren|dessen|denen)\s)\p{Ll}{3,}[er]n\s.+|haben\s(?:ein|eine|einen|keine?n?|zwei|drei|vier)\s.+|werden\s.+\s${PARTICIPLE}|müssen\s.+en`

/** German grammar for question writing. */
export const GERMAN_RULES: LanguageRules = {
  language: 'de',
  patterns: [
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?|\p{Lu}.+?),?\s+(?<verb>wird|werden)\s+${ADVERB}(?:als\s+)?(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\s+(?:bezeichnet|genannt)(?:\.|,\s.*\.)$/,
      strength: 0.95,
      form: 'nominative',
    },
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?),?\s+(?<verb>heißt|heißen)\s+${ADVERB}(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\.$/,
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?|\p{Lu}.+?),?\s+(?<verb>nennt) man\s+${ADVERB}(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\.$/,
      strength: 0.95,
      form: 'accusative',
    },
    {
      name: 'called',
      before: new RegExp(String.raw`^(?<body>${NOUN_PHRASE}.*?),?\s+(?<verb>ist|sind)\s+${ADVERB}als\s+["„“]?$`, 'u'),
      after: /^["“”]?(?:\s*\([^()]*\))?\s+bekannt\.$/,
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'is-a',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?:ist|sind)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`, 'u'),
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'is-a',
      before: SUBJECT,
      after: new RegExp(
        String.raw`^${GLOSS}\s+ist\s+${ADVERB}(?<body>(?:\p{Ll}+e[rs]\s){1,2}\p{Lu}[\p{L}-]+(?:,|\s(?:auf|für|zum|zur|von|in|aus|mit|der|des))\s.+)\.$`,
        'u',
      ),
      strength: 0.8,
      form: 'nominative',
    },
    {
      name: 'is-a',
      before: /^In (?:der |dem )?\p{Lu}[\p{L}-]+ (?:ist|sind) (?:(?:ein|eine|der|die|das) )?["„“]?$/u,
      after: new RegExp(String.raw`^["“”]?\s+(?<body>${NOUN_PHRASE}.*)\.$`, 'u'),
      strength: 0.85,
      form: 'nominative',
    },
    {
      name: 'are',
      before: SUBJECT,
      after: new RegExp(
        String.raw`^${GLOSS}\s+sind\s+${ADVERB}(?<body>(?!wie\s)(?:\p{Ll}+e\s){0,2}\p{Lu}[\p{L}-]+,\s(?:die|deren|denen|bei denen|mit denen|in denen|auf denen)\s.+)\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'plural',
    },
    {
      name: 'means',
      before: /^(?:(?:Ein|Eine|Der|Die|Das)\s+)?(?:Begriff\s+)?["„“]?$/,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?:bezeichnet|bezeichnen|beschreibt|beschreiben|bedeutet|bezieht sich auf|beziehen sich auf)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'accusative',
    },
    {
      name: 'means',
      before: /^(?:Unter\s+(?:(?:einem|einer|dem|der)\s+)?|Als\s+)["„“]?$/,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?:versteht man|bezeichnet man)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`,
        'u',
      ),
      strength: 0.95,
      form: 'accusative',
    },
    {
      name: 'stands-for',
      before: SUBJECT,
      after:
        /^\s+(?:steht für|ist die Abkürzung für|ist kurz für)\s+["„“]?(?<body>[^\s.;:()][^.;:()]{5,59}?)["“”]?(?:\.$|[,;]\s|\sund\s)/,
      strength: 0.9,
      form: 'expansion',
    },
    {
      name: 'means',
      before: /^Bei\s+(?:(?:einem|einer|dem|der|den)\s+)?["„“]?$/,
      after: new RegExp(String.raw`^${GLOSS}\s+handelt es sich um\s+(?<body>${NOUN_PHRASE}.*)\.$`, 'u'),
      strength: 0.9,
      form: 'accusative',
    },
    {
      name: 'does',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>${FUNCTION})\.$`, 'u'),
      strength: 0.74,
      form: 'predicate',
    },
    {
      name: 'does',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>${FUNCTIONS})\.$`, 'u'),
      strength: 0.74,
      form: 'plural-predicate',
    },
    {
      name: 'does',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>${DOES})\.$`, 'u'),
      strength: 0.68,
      form: 'predicate',
    },
    {
      name: 'does',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?<body>${DO})\.$`, 'u'),
      strength: 0.68,
      form: 'plural-predicate',
    },
    {
      name: 'is-a',
      before:
        /^(?:Technisch gesehen|Grundsätzlich|Im Grunde|Im Wesentlichen|Vereinfacht gesagt|Genau genommen|Kurz gesagt) (?:ist|sind) (?:(?:ein|eine|der|die|das) )?["„“]?$/,
      after: new RegExp(String.raw`^["“”]?(?:\s*\([^()]*\))?\s+(?<body>${NOUN_PHRASE}.*)\.$`, 'u'),
      strength: 0.85,
      form: 'nominative',
    },
    {
      name: 'used-for',
      before:
        /^Um (?<body>[^,:;]{8,100} \p{L}*zu\p{L}*(?: \p{Ll}+en)?), (?:(?:verwenden|nutzen|benutzen) (?:Sie|wir)|verwendet man|nutzt man|benutzt man|(?:können|sollten|müssen) Sie)\s+(?:(?:den|die|das|ein|eine|einen)\s+)?["„“]?$/u,
      after: /^["“”]?(?:-\p{Lu}\p{L}+)?(?:\s(?:verwenden|nutzen|benutzen|einsetzen))?(?:\.|,\s.*\.)$/u,
      strength: 0.76,
      form: 'purpose',
    },
    {
      name: 'entry',
      before: SUBJECT,
      after: /^["“”]?(?:\s*\([^()]*\))?(?::|\s[–—-])\s+(?<body>\p{L}.{14,})$/u,
      strength: 0.75,
      form: 'entry',
    },
  ],
  leansBack:
    /^["„“(]*(?:er|sie|es|ihr|ihre[nmrs]?|ihnen|ihm|dies|diese[nmrs]?|jene[nmrs]?|solche[nmrs]?|beide[nrs]?|andere[nmrs]?|ander[se]|letztere[nmrs]?|erstere[nmrs]?|dabei|dadurch|daher|dafür|dagegen|daraus|darin|darunter|daran|darauf|darüber|damit|danach|dann|darum|davon|davor|dazu|deshalb|deswegen|dennoch|trotzdem|jedoch|allerdings|außerdem|zudem|ferner|hier|hierbei|hierfür|hiermit|hierzu|hierdurch|dort|da|so|somit|folglich|demnach|also|auch|aber|und|oder|denn|doch|sondern|stattdessen|ebenso|genauso|ähnlich|schließlich|zunächst|zuerst|zuletzt|zweitens|drittens|erstens|anschließend|ebenfalls|wiederum|weiterhin|des weiteren|darüber hinaus|andernfalls|ansonsten|sonst|einige|viele|manche|mehrere|alle|jede[rs]?|eine[rs]? (?:davon|der|dieser)|zwei|drei|vier|zum beispiel|beispielsweise|im (?:gegensatz|vergleich|folgenden|allgemeinen|obigen|wesentlichen|ersten|zweiten|letzten|nächsten)|in (?:der tat|diesem|dieser|diesen|unserem|unserer|beiden|jedem)|mit (?:anderen|diesem|dieser|diesen)|aus (?:diesem|diesen|dieser)|auf (?:diese|diesem|dieser)|bei (?:diesem|dieser|diesen)|an (?:diesem|dieser)|für (?:diese|diesen|dieses|unser)|nach (?:diesem|dieser)|wie (?:bereits|oben|Sie|wir|zuvor|erwähnt|gesagt)|was|warum|wer|wo|welche[nmrs]?|wieso|beachten|merke|nun|jetzt|natürlich|leider|glücklicherweise|vielleicht|wenn (?:es|sie|er|dies|diese|das)|da (?:es|sie|er)|weil (?:es|sie|er)|der (?:grund|unterschied|vorteil|nachteil|rest|letzte|erste|zweite|nächste|andere|gleiche)|die (?:erste|zweite|dritte|letzte|nächste|andere|anderen|gleiche|beiden|idee|antwort|obige|folgende)|das (?:erste|zweite|letzte|nächste|andere|gleiche|problem|ergebnis|obige|folgende|ziel)|(?:noch|nur|mehr|obwohl|selbst|sogar|eigentlich|tatsächlich|insbesondere|insgesamt|generell|grundsätzlich)|haben|können|sollten|möchten|kommt|lassen|\p{L}+en sie)(?![\p{L}])/iu,
  // "Das ist …", "Die haben …": without a noun of its own it stands for one before.
  opensWithPronoun: /^["„“(]*(?:Das|Der|Die) (?!(?:[\p{Ll}\d-]+(?:e|en|er|es)? ){0,2}[„"]?\p{Lu})/u,
  pointsOutside:
    /(?<![\p{L}])(?:dies|diese[nmrs]?|oben|unten|(?:unten|oben|nach)stehende[nmrs]?|obige[nmrs]?|vorherige[nmrs]?|vorhergehende[nmrs]?|vorangegangene[nmrs]?|vorhin|zuvor|folgende[nmrs]?|nachfolgende[nmrs]?|nächste[nmrs]?|abbildung|abschnitte?s?|kapitels?|artikels?|lektion|tutorials?|kurs(?:es)?|moduls?|übung(?:en)?|aufgaben?|wir|uns|unsere?[nmrs]?|ich|mein[emnrs]{0,2}|hier|siehe|bereits|erwähnt|beschrieben|gezeigt|später|früher|klicken|\p{L}*beispiel\p{L}*|z\. ?b\.|d\. ?h\.|zum beispiel|solche[nmrs]?|jene[nmrs]?|letztere[nmrs]?|erstere[nmrs]?|bisher|gerade|eben|heute|heutzutage|mittlerweile|anderen?|andere[nmrs]|mdn)(?![\p{L}])/iu,
  pronoun: /(?<![\p{L}])(?:er|es|ihn|ihm|sein|seine[nmrs]?|sie|ihr|ihre[nmrs]?|ihnen)(?![\p{L}])/u,
  anyone:
    /(?<=(?<!\p{L})(?:ermöglich|erlaub|hilf|helf|biet|gib|geb)(?:t|en)\s(?:es\s)?)(?:Ihnen|uns)(?!\p{L})|(?<!\p{L})man(?!\p{L})/gu,
  ofExample:
    /\d|(?<!\p{L})(?:erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|letzte[nrsm]?|ähnlich\p{L}*|gesamte[nrsm]?)(?!\p{L})/iu,
  exampleHead:
    /^(?:Variablen?|Parameter|Argumente?|Feld(?:er)?|Aufrufe?|Werte?|Instanz(?:en)?|Datei(?:en)?|Ordner|Klassen?|Zeilen?|Schaltflächen?)$/,
  nameHead:
    /^(?:Funktion|Methode|Eigenschaft|Attribut|Element|Befehl|Selektor|Typ|Operator|Schlüsselwort|Ereignis|Einheit|Option|Rolle|Paket|Bibliothek|Makro|Anweisung)$/,
  addressesReader: /(?<![\p{L}])(?:Sie|Ihr|Ihre[nmrs]?|Ihnen|man|du|dein[emnrs]{0,2}|dir|dich)(?![\p{L}])/u,
  tiesBack:
    /(?<![\p{L}])(?:auch|daher|deshalb|jedoch|dennoch|trotzdem|ebenfalls|außerdem|dann|nun|noch|derzeit|stattdessen|somit|allerdings|ebenso|sogar|immer noch|dabei|dafür|dadurch|damit|dazu|gleiche[nmrs]?|beide[nmrs]?|zugrundeliegende[nmrs]?)(?![\p{L}])/iu,
  secondStatement:
    /(?:,? (?:aber|sondern|doch|jedoch) .*|, (?:da|weil|obwohl|während|wobei|sodass|so dass|denn) .*|, (?:es|er|sie|man|dies|das (?:ist|wird|hat)|und (?:es|er|sie|das|die|der))\s.*|,? und (?:ist|sind|hat|haben|kann|können|wird|werden)\b.*|, \p{Ll}+ jedoch .*| und \p{Lu}[\p{L}-]+ (?:die|der|das|ein|eine) .*|[:;] .*|(?: –|—| — ).*)$/u,
  exampleTail:
    /(?:,? \((?:zum Beispiel|z\. ?B\.|beispielsweise|etwa|wie|siehe)[^()]*\)|,? (?:wie )?(?:zum Beispiel|z\. ?B\.|beispielsweise) .*|, (?:wie|etwa) [^,]*| [—–] siehe .*)$/u,
  predicate:
    /^\s+(?:(?:ist|sind) (?:ein|eine|der|die|das)|besteht|bestehen|enthält|enthalten|bestimmt|bestimmen|definiert|definieren|ermöglicht|ermöglichen|erzeugt|erzeugen|speichert|speichern|verbindet|verbinden|beschreibt|beschreiben|legt|legen|gibt|wird|werden)\s/u,
  emptyTerm:
    /(?:^|[\s-]|\p{L})(?:beispiele?|ergebnis(?:se)?|gr[uü]nde?|problem(?:e|en)?|fragen?|antwort(?:en)?|unterschiede?|ziele?|dinge?n?|weisen?|f[aä]lle?n?|tatsachen?|ideen?|zwecke?|anzahl|schritte?|teile?|zeit(?:en)?|jahre?|tage?|überlegung(?:en)?|ansatz|ansätze|möglichkeit(?:en)?|abschnitte?|kapitel|übung(?:en)?|aufgaben?)$|(?:^|[\s-])(?:art(?:en)?|punkte?|reihenfolge|seiten?|begriffe?|w[oö]rter|namen?|gr[oö](?:ß|ss)en?|version(?:en)?|option(?:en)?)$/iu,
  vague:
    /(?<![\p{L}])(?:vielleicht|wahrscheinlich|möglicherweise|interessant\p{L}*|überrasch\p{L}*|gut\p{L}{0,2}|schlecht\p{L}{0,2}|großartig\p{L}*|einfach\p{L}{0,3}|beliebt\p{L}{0,2}|nützlich\p{L}{0,2}|verschieden\p{L}{0,2}|bestimmte[nmrs]?|einige[nmrs]?|viele[nmrs]?|mehrere[nmrs]?|manchmal|oft|häufig|normalerweise|wichtig\p{L}{0,4}|wesentlich\p{L}{0,2}|verbreitet\p{L}{0,2}|eine Art|sehr|ziemlich|eigentlich|wirklich|Dinge?n?|etwas)(?![\p{L}])/giu,
  emptyDescription:
    /^(?:ein|eine|einer|der|die|das)\s+(?:(?:sehr|ganz)\s+)?(?:\p{Ll}+e[nrs]?\s+)*(?:Beispiele?|Grund|Gründe|Ergebnis|Problem|Ding|Frage|Fall|Tatsache|Thema|Ausnahme|Ziel|Herausforderung|Teil|Möglichkeit|Idee|Schritt|Name|Begriff|Wort|Art|Konzept|Faktor|Unterschied|Schlüssel|Antwort|Gegenteil|Wahl|Option)(?!\p{L})(?!,|\s+(?:von|der|des|zur|zum|für|einer|eines)\s)|^(?:ein|eine|einer|der|die|das)\s+(?:\p{Ll}+e[nrs]?\s+)?(?:Beispiele?|Grund|Problem|gleiche|einzige|beste|erste|letzte|nächste)(?!\p{L})/u,
  nounPhrase: new RegExp(
    String.raw`^${NOUN_PHRASE}|^(?:\p{Ll}+e[rs]? ){0,2}\p{Lu}[\p{L}-]+, (?:die|der|das|mit denen|in denen|bei denen|mit der|in der|mit dem|in dem)\s`,
    'u',
  ),
  naming:
    /(?:^|\s)als\s+(?:(?:ein|eine|einen|der|die|das)\s+)?["„“]?$|(?:^|\s)(?:namens|sogenannte[nrms]?)\s+["„“]?$|\((?:auch |oft )?(?:genannt|bekannt als)\s+["„“]?$/u,
  named: /^["“”]?\s+(?:bezeichnet|bekannt)(?!\p{L})/u,
  determiner: /^(?:ein|eine|einer|eines|einen|der|die|das|den|dem|jede[rs]?|alle|kein|keine)(?![\p{L}])/iu,
  enumeration:
    /(?<![\p{L}])(?:wie|etwa|z\. ?B\.|zum Beispiel|beispielsweise|darunter|einschließlich|sowohl|entweder|nämlich|Arten von)(?![\p{L}])/iu,
  announcesSteps:
    /(?<![\p{L}])(?:Schritte?n?|Phasen?|Stufen?|Vorgehen\p{L}*|Vorgang|Ablauf|Prozess|Reihenfolge|Anleitung|folgendermaßen|gehen Sie|wie folgt)(?![\p{L}])/iu,
  stepMarker:
    /^(?:(?:Schritt|Phase) \d+[:.]?|zuerst|zunächst|erstens|zweitens|drittens|dann|danach|anschließend|als nächstes|schließlich|zuletzt|abschließend)(?:,\s*|\s+)/i,
  firstStep: /^(?:zuerst|zunächst|erstens|als erstes)(?![\p{L}])/iu,
  nextStep:
    /^(?:zweitens|drittens|dann|danach|anschließend|als nächstes|daraufhin|schließlich|zuletzt|abschließend)(?![\p{L}])/iu,
  mainVerb:
    /(?<![\p{L}])(?:ist|sind|war|waren|hat|haben|besteht|bestehen|enthält|enthalten|umfasst|umfassen|gibt|verwendet|verwenden|benötigt|benötigen|dauert|dauern|beträgt|betragen|wird|werden)(?![\p{L}])/u,
  wholeClause:
    /^(?:Wenn|Falls|Sobald)\s|(?<!\p{L})(?:ist|sind|hat|haben|kann|können|muss|müssen|wird|werden|darf|dürfen|besteht|bestehen|enthalten|verwenden|stellen|bieten|ermöglichen|definieren|bestimmen|(?!(?:nicht|damit|somit|statt|selbst|jetzt|erst|meist|dort|weit|leicht|direkt|sonst|fast|samt|bereit|exakt|gut|laut|insgesamt|überhaupt|zuerst|häufigst|unbedingt)\s)\p{Ll}{3,}t)\s/u,
  range: /(?:bis|oder|und|zu)/u,
  numberWords: ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn'],
  wording: {
    whichTerm: (description) => `Welcher Begriff wird hier beschrieben: „${description}“?`,
    whatIsCalled: (description, verb) =>
      verb === 'nennt'
        ? `Wie nennt man ${description}?`
        : verb === 'heißt' || verb === 'heißen'
          ? `Wie ${verb} ${description}?`
          : verb === 'ist' || verb === 'sind'
            ? `Unter welchem Namen ${verb} ${description} bekannt?`
            : `Wie ${verb} ${description} genannt?`,
    whichDescription: (term) => `Welche Beschreibung passt zum Begriff „${term}“?`,
    standsFor: (term) => `Wofür steht „${term}“?`,
    trueOrFalse: (statement) => `Richtig oder falsch? ${statement}`,
    whichTermDoes: (predicate) => `Auf welchen Begriff trifft das zu: „… ${predicate}“?`,
    whatIsUsed: (purpose) => `Was wird verwendet, um ${purpose}?`,
    whichPredicate: (term) => `Was trifft auf den Begriff „${term}“ zu?`,
    isUsedTo: (term, purpose) => `„${term}“ wird verwendet, um „${purpose}“.`,
    saysOf: (term, predicate) => `Auf den Begriff „${term}“ trifft das zu: „… ${predicate}“.`,
    fillsGap: (sentence) => `Welcher Begriff passt in die Lücke: „${sentence}“?`,
    match: () => 'Ordnen Sie jedem Begriff seine Beschreibung zu.',
    order: (context) => `Bringen Sie die Schritte in die richtige Reihenfolge: ${context}`,
    describes: (term, description) => `Der Begriff „${term}“ wird so beschrieben: „${description}“.`,
    isTrue: (isTrue) => (isTrue ? 'Richtig' : 'Falsch'),
  },
}
