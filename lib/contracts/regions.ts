/** Where Qlik Cloud runs; an open set. URL labels are not region codes: `ap` is Sydney, `sg` Singapore (FACTS.md section 16). */
export const regions = [
  { regionCode: "us-east-1", label: "us", place: "US East (North Virginia)", countryCode: "US" },
  { regionCode: "eu-west-1", label: "eu", place: "Europe (Ireland)", countryCode: "IE" },
  { regionCode: "eu-west-2", label: "uk", place: "Europe (London)", countryCode: "GB" },
  { regionCode: "eu-central-1", label: "de", place: "Europe (Frankfurt)", countryCode: "DE" },
  { regionCode: "eu-west-3", label: "fr", place: "Europe (Paris)", countryCode: "FR" },
  { regionCode: "ap-southeast-1", label: "sg", place: "Asia-Pacific (Singapore)", countryCode: "SG" },
  { regionCode: "ap-southeast-2", label: "ap", place: "Asia-Pacific (Sydney)", countryCode: "AU" },
  { regionCode: "ap-northeast-1", label: "jp", place: "Japan (Tokyo)", countryCode: "JP" },
  { regionCode: "ap-south-1", label: "in", place: "India (Mumbai)", countryCode: "IN" },
  { regionCode: "il-central-1", label: "il", place: "Israel (Tel Aviv)", countryCode: "IL" },
  { regionCode: "me-central-1", label: "ae", place: "Middle East (UAE)", countryCode: "AE" },
  { regionCode: "sa-east-1", label: "br", place: "South America (São Paulo)", countryCode: "BR" },
] as const;

/** The code of the region with this label in its hostnames: eu-central-1 for de. */
export const codeOfLabel = (label: string): string | undefined =>
  regions.find((region) => region.label === label)?.regionCode;

/** The place behind a region code; undefined for one that this version does not know. */
export const placeOf = (regionCode: string): string | undefined =>
  regions.find((region) => region.regionCode === regionCode)?.place;
