export type TenantName = {
  /** `null`: the organization's list leaves the name out, which its description allows. */
  readonly name: string | null;
  /** Label of the alias hostname; `null` for a tenant that only has the generated one. */
  readonly alias: string | null;
  /** Label of the region that suits the name; `null` where any does. */
  readonly region: string | null;
};

const named = (
  name: string | null,
  region: string | null = null,
  alias: string | null = null,
): TenantName => ({
  name,
  alias,
  region,
});

const CURATED: readonly TenantName[] = [
  named("Northwind Sales EMEA", "eu", "northwind-sales-emea"),
  named("Zürich Asset Management", "de"),
  named("東京営業部", "jp", "northwind-tokyo"),
  named('<b>Sales</b> & "Ops"', "us"),
  named("Finanças São Paulo", "br", "financas-sao-paulo"),
  named("قسم المبيعات – دبي", "ae", "northwind-dubai"),
  named("מחלקת שיווק תל אביב", "il"),
  named("Отдел логистики", "eu"),
  named("Northwind Production", "us", "northwind-prod"),
  named("O'Brien & Sons Logistics", "uk"),
  named("Comptabilité Générale", "fr", "northwind-compta"),
  named("Supply Chain APAC", "sg", "supply-chain-apac"),
  named(null, "us"),
  named("Æther Øresund Rederi", "eu"),
  named("Retail Sandbox", "ap"),
  named("大阪物流センター", "jp"),
  named("Northwind Finance", "us", "northwind-finance"),
  named("Bengaluru Data Engineering", "in", "northwind-bengaluru"),
  named("Forschung & Entwicklung", "de", "northwind-fue"),
  named("Human Resources", "uk", "northwind-hr"),
  named("Ресторанная сеть «Берёзка»", "eu"),
  named("Manufacturing — Plant 7", "us"),
  named("人事部", "jp"),
  named("Data Platform (development)", "eu", "northwind-data-dev"),
  named("Ventes Île-de-France", "fr"),
  named("شركة الخليج للتجزئة", "ae"),
  named("Treasury", "us", "northwind-treasury"),
  named("Łódź Shared Services", "eu"),
  named("Customer Success", "us", "northwind-success"),
  named("תפעול ולוגיסטיקה", "il", "northwind-haifa"),
  named("Operações Rio de Janeiro", "br"),
  named("Embedded Analytics (OEM)", "us", "northwind-embedded"),
  named("品質保証", "jp"),
  named("Procurement, Legal & Risk", "uk"),
  named("Vertrieb Süd", "de", "vertrieb-sued"),
  named("Field Service Sydney", "ap"),
  named("Αναλυτικά Δεδομένα", "eu"),
  named("Pricing", "us"),
  named("मुंबई बिक्री", "in"),
  named("Data Platform (staging)", "eu", "northwind-data-stage"),
  named("Energy & Utilities", "us"),
  named("Côte d'Azur Hospitality", "fr"),
  named("Fleet Telematics", "uk", "northwind-fleet"),
  named("한국 마케팅", "sg"),
  named("İstanbul Satış", "eu"),
  named("Claims", "us", "northwind-claims"),
  named("Pharma Research Basel", "de"),
  named("Warehouse 12 / Night shift", "us"),
  named("名古屋工場", "jp", "northwind-nagoya"),
  named("Student projects", "uk"),
  named("Malmö Kundtjänst", "eu"),
  named("Marketing Analytics", "us", "northwind-marketing"),
  named("Proof of concept: churn", "sg"),
  named("Canterbury Insurance", "ap", "canterbury-insurance"),
  named("Controlling DACH", "de", "controlling-dach"),
  named("Đà Nẵng Nearshore", "sg"),
  named("Board reporting", "us"),
  named("Qualité & Sûreté", "fr"),
  named("Production control room", "br"),
  named("Migration from client-managed", "us", "northwind-migration"),
];

const UNITS = ["Sales", "Finance", "Logistics", "Retail", "Claims", "Research", "Service", "Marketing"];
const CITIES = [
  "Lyon",
  "Leeds",
  "Graz",
  "Porto",
  "Osaka",
  "Perth",
  "Pune",
  "Boston",
  "Gdańsk",
  "Córdoba",
  "Turku",
];

/** Name of the n-th tenant of the first organization: curated at first, then put together. */
export function tenantNameAt(index: number): TenantName {
  const curated = CURATED[index];
  if (curated) return curated;
  const unit = UNITS[index % UNITS.length] ?? "Sales";
  const city = CITIES[index % CITIES.length] ?? "Lyon";
  const alias = index % 3 === 0 ? `northwind-${unit.toLowerCase()}-${index}` : null;
  return named(`${unit} ${city} ${index + 1}`, null, alias);
}

/** Tenants of the second organization. */
export const SECOND_ORGANIZATION_NAMES: readonly TenantName[] = [
  named("Blue Harbor Shipping", "us", "blue-harbor"),
  named("Blue Harbor Ports – Rotterdam", "eu"),
  named("Blue Harbor Ports – València", "eu", "blue-harbor-valencia"),
  named("Blue Harbor Crewing", "sg"),
  named("Blue Harbor Insurance", "uk"),
];
