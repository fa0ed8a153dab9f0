import type { Random } from "./random";

export type PersonName = { readonly name: string; readonly mailbox: string };

const FIRST: readonly [PersonName, ...PersonName[]] = [
  { name: "Amélie", mailbox: "amelie" },
  { name: "José", mailbox: "jose" },
  { name: "Ingrid", mailbox: "ingrid" },
  { name: "Zoë", mailbox: "zoe" },
  { name: "Łukasz", mailbox: "lukasz" },
  { name: "Priya", mailbox: "priya" },
  { name: "Daniel", mailbox: "daniel" },
  { name: "Søren", mailbox: "soren" },
  { name: "Chloé", mailbox: "chloe" },
  { name: "Tomáš", mailbox: "tomas" },
  { name: "Grace", mailbox: "grace" },
  { name: "Özlem", mailbox: "ozlem" },
  { name: "Marek", mailbox: "marek" },
  { name: "Fiona", mailbox: "fiona" },
  { name: "Kwame", mailbox: "kwame" },
  { name: "Beatriz", mailbox: "beatriz" },
];

const LAST: readonly [PersonName, ...PersonName[]] = [
  { name: "Müller", mailbox: "mueller" },
  { name: "O’Connor", mailbox: "oconnor" },
  { name: "Nguyễn", mailbox: "nguyen" },
  { name: "Lindqvist", mailbox: "lindqvist" },
  { name: "García Márquez", mailbox: "garcia" },
  { name: "Kowalczyk", mailbox: "kowalczyk" },
  { name: "Sørensen", mailbox: "sorensen" },
  { name: "Okafor", mailbox: "okafor" },
  { name: "D’Angelo", mailbox: "dangelo" },
  { name: "Šimůnek", mailbox: "simunek" },
  { name: "Patel", mailbox: "patel" },
  { name: "van der Berg", mailbox: "vanderberg" },
  { name: "Ferreira", mailbox: "ferreira" },
  { name: "Yılmaz", mailbox: "yilmaz" },
  { name: "Smith-Jones", mailbox: "smithjones" },
  { name: "Ó Súilleabháin", mailbox: "osullivan" },
];

const OTHER_SCRIPTS: readonly [PersonName, ...PersonName[]] = [
  { name: "佐藤 健太", mailbox: "kenta.sato" },
  { name: "鈴木 陽子", mailbox: "yoko.suzuki" },
  { name: "高橋 美咲", mailbox: "misaki.takahashi" },
  { name: "渡辺 翔", mailbox: "sho.watanabe" },
  { name: "王小明", mailbox: "xiaoming.wang" },
  { name: "김민준", mailbox: "minjun.kim" },
  { name: "ليلى حسن", mailbox: "layla.hassan" },
  { name: "محمد العتيبي", mailbox: "mohammed.alotaibi" },
  { name: "נועה כהן", mailbox: "noa.cohen" },
  { name: "יונתן לוי", mailbox: "yonatan.levy" },
  { name: "Анна Иванова", mailbox: "anna.ivanova" },
  { name: "Дмитрий Соколов", mailbox: "dmitri.sokolov" },
  { name: "Олена Шевченко", mailbox: "olena.shevchenko" },
  { name: "Γιώργος Παπαδόπουλος", mailbox: "giorgos.papadopoulos" },
  { name: "प्रिया शर्मा", mailbox: "priya.sharma" },
  { name: "สมชาย ใจดี", mailbox: "somchai.jaidee" },
];

/** Names that a page must show as text, not obey. */
export const HOSTILE_NAMES: readonly PersonName[] = [
  { name: "<img src=x onerror=alert(1)>", mailbox: "img" },
  { name: '"><script>document.title="taken over"</script>', mailbox: "script" },
  { name: '=HYPERLINK("https://attacker.example","Open")', mailbox: "formula" },
  { name: "invoice\u202Efdp.exe", mailbox: "override" },
  {
    name: `Wolfeschlegelsteinhausenbergerdorff ${"van-der-Lange-Naam-".repeat(12)}junior`,
    mailbox: "wolfeschlegelsteinhausenbergerdorff",
  },
];

/** A believable person; about a third have names outside the Latin script. */
export function personName(random: Random): PersonName {
  if (random.chance(0.3)) return random.pick(OTHER_SCRIPTS);
  const first = random.pick(FIRST);
  const last = random.pick(LAST);
  return { name: `${first.name} ${last.name}`, mailbox: `${first.mailbox}.${last.mailbox}` };
}
