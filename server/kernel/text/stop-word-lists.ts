/**
 * Function words per ISO 639-1 code, in normalised form: articles, pronouns, prepositions, conjunctions, auxiliaries and
 * question words. Nothing that can be what a text is about; languages that are not listed have none.
 */
export const STOP_WORD_LISTS: Readonly<Record<string, string>> = {
  en: `a about above after again against all also am an and any are aren't as at be because been before being below between
both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each either few for from further
had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself him himself his how how's however i
i'd i'll i'm i've if in into is isn't it it's its itself just let's may me might more most must my myself neither no nor not of off on once
only or other our ours ourselves out over own per same shall shan't she she'd she'll she's should shouldn't so some such than that that's the
their theirs them themselves then there there's these they they'd they'll they're they've this those through to too under until up
upon us very via was wasn't we we'd we'll we're we've were weren't what what's when when's where where's whether which while who who's whom
whose why why's will with within without won't would wouldn't yet you you'd you'll you're you've your yours yourself yourselves`,
  de: `ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes anders auch auf aus außer bei beim
beide beiden beider beides bevor bin bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf daraus darf dass daß davon
dazu das dasselbe dein deine deinem deinen deiner deines dem demselben den denen denn denselben der deren derer derselbe derselben des desselben
dessen dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort du durch dürfen ebenso ein eine einem einen einer eines einig einige
einigem einigen einiger einiges einmal er es etwa etwas euch euer eure eurem euren eurer eures für gegen gemäß gewesen hab habe haben hast
hat hatte hatten hattest hattet hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist ja jede jedem jeden jeder jedes jedoch
jene jenem jenen jener jenes jetzt kann kannst kein keine keinem keinen keiner keines können könnte könnten man manche manchem manchen mancher
manches mehr mein meine meinem meinen meiner meines mich mir mit muss müssen musste mussten muß nach nachdem neben nicht nichts noch nun nur ob oder ohne sehr
sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald solche solchem solchen solcher solches soll sollen sollte sollten sondern sonst soweit sowie
sowohl trotz über um und uns unser unsere unserem unseren unserer unseres unter viel viele vielen vom von vor wann war waren warst warum was wegen
weil weiter weitere weiteren welche welchem welchen welcher welches wem wen wenn wer werde werden wessen weshalb wie wieder wieso will wir wird wirst wo wobei wodurch
wofür woher wohin wollen wollte womit worden worin worüber wovon wozu wurde wurden während würde würden zu zum zur zwar zwischen`,
  fr: `a ai aie aient aies ainsi ait alors as au aucun aucune aura aurait auront aussi autre autres aux avaient avait avec avez avions avoir avons ayant beaucoup c ça car
ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des donc dont du duquel elle elles en encore entre es est et étaient
étais était étant été êtes être eu eux fait fut furent ici il ils j je jusque l la là laquelle le lequel les lesquels leur leurs lors lorsque lui m ma mais me même mêmes mes moi
moins mon n ne ni non nos notre nous on ont où ou par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pouvait puis qu quand que quel quelle quelles
quelque quelques quels qui quoi s sa sans se selon sera serait seront ses si soi soient soit sommes son sont sous suis sur t ta tandis te tes toi ton tous tout toute toutes très tu un une
vers voici voilà vos votre vous y`,
  es: `a al algo algún alguna algunas alguno algunos ante antes aquel aquella aquellas aquello aquellos aquí así aun aún aunque bajo bien cada como cómo con contra cual cuál cuales cuáles cuando cuándo
cuánto cuántos cuya cuyo de del desde donde dónde dos durante e el él ella ellas ello ellos en entre era eran eres es esa esas ese eso esos esta está estaba estaban estado están
estar estas este esto estos fue fueron ha había habían haber han hasta hay he la las le les lo los más me mediante mi mí mientras mis mismo mucha muchas mucho muchos muy nada ni no nos nosotros
nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pues puede pueden que qué quien quién quienes se sea sean según ser será si sí sido siendo sin sino sobre
son soy su sus también tan tanto te tenía tiene tienen toda todas todavía todo todos tras tu tú tus un una unas uno unos usted ustedes vosotros y ya yo`,
  it: `a abbia abbiamo ad agli ai al alcune alcuni all alla alle allo altra altre altri altro anche ancora avere aveva avevano c che chi ci cioè come con contro cui da dagli dai dal dall dalla
dalle dallo degli dei del dell della delle dello dentro di dove dopo dunque durante e è ed egli ella era erano essa esse essendo essere essi esso fa fino fra fu furono gli ha hai hanno ho i il in infatti io l la le
lei li lo loro lui ma me mentre mi mia mie miei mio molta molte molti molto ne né negli nei nel nell nella nelle nello no noi non nostra nostre nostri nostro o ogni oltre oppure per perché perciò però più
po poi può possono prima proprio pure qua qual quale quali quando quanta quante quanti quanto quasi quella quelle quelli quello questa queste questi questo qui quindi sarà se sé sei senza si sì sia siamo siano siete solo sono sopra sotto sta stata state
stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto un una uno vi voi vostra vostro`,
  nl: `aan af al alle alles als alsook altijd ander andere ben bij binnen daar daarom dan dat de deze die dit doch door dus echter een elk elke en enige er ervan ge geen geweest haar had hadden heb hebben hebt heeft hem
het hier hij hoe hun ieder iedere iemand iets ik in indien is ja je jij jou jouw jullie kan kon konden kunnen maar me meer men met mij mijn moet moeten mogen na naar niet niets nog nu of om omdat ondanks onder ons onze ook op over
reeds sinds te tegen ten ter terwijl toch toen tot tussen u uit uw van vanaf veel volgens voor vooral waar waarom waarin wanneer want waren was wat we weer wel welk welke werd werden wie wij wil wilde worden wordt zal ze zei zelf zich
zij zijn zo zoals zodat zonder zou zouden zullen`,
  pt: `a à ainda algo alguém algum alguma algumas alguns ante antes ao aos apenas após aquela aquelas aquele aqueles aquilo as às assim até cada com como contra cuja cujo da das de dela delas dele deles depois desde dessa desse desta deste do
dos durante e é ela elas ele eles em enquanto entre era eram essa essas esse esses esta está estão estar estas estava este estes eu foi foram for há isso isto já lhe lhes mais mas me mediante meio menos mesma mesmo meu meus minha muita muitas muito
muitos na não nas nem nenhum nessa nesse nesta neste no nos nós nossa nosso num numa o onde os ou outra outras outro outros para pela pelas pelo pelos pode podem por porém porque pouco qual quais quando quanto quantos que quê quem se seja sem sempre sendo ser será
seu seus si sido sob sobre sua suas só são também tal tanto te tem têm tendo ter teu tinha toda todas todo todos tu tua tudo um uma umas uns você vocês vos`,
  sv: `alla allt att av bara blev bli blir de dem den denna deras dess dessa det detta dig din dina ditt du där då efter eller en er era ett från för ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte ju jag kan kunde man med
mellan men mig min mina mitt mot mycket ni nu när någon något några och om oss på samma sedan sig sin sina sitt ska skall skulle som så till under upp ut utan vad var vara varför varit varje vars vart vem vi vid vilka vilken vilket är åt än över`,
  da: `af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et for fra ham han hans har havde have hende hendes her hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor i
ikke ind ingen intet jeg jer jo kan kunne man mange med meget men mig min mine mit mod ned nogen noget nogle nu når og også om op os over på selv sig sin sine sit skal skulle som sådan thi til ud under var ved vi vil ville vor været`,
  no: `alle at av bare ble bli blir da de dem den denne der deres det dette din disse du eller en enn er et etter for fordi fra før ha hadde han hans har hennes her hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke ingen inn jeg kan kom kunne man mange
med meg mellom men min mot mye må noe noen nå når og også om opp oss over på samme seg selv siden sin sitt skal skulle slik som så til ut uten var ved vi vil ville vår være vært å`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за здесь и из или им их к как ко когда кто ли либо мне может мы на над надо наш не него нее нет ни них но ну о об однако он
она они оно от очень по под при с со так также такой там те тем то того тоже той только том ты у уже хотя чего чей чем что чтобы чье чья эта эти это я`,
}
