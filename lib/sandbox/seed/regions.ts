export type Region = {
  /** The label in hostnames: `<tenant>.<label>.qlikcloud.com`. */
  readonly label: string;
  readonly code: string;
  readonly countryCode: string;
};

/** The regions whose label in hostnames is known. `ap` is Sydney and `sg` is Singapore. */
export const REGIONS: readonly [Region, ...Region[]] = [
  { label: "us", code: "us-east-1", countryCode: "US" },
  { label: "eu", code: "eu-west-1", countryCode: "IE" },
  { label: "jp", code: "ap-northeast-1", countryCode: "JP" },
  { label: "uk", code: "eu-west-2", countryCode: "GB" },
  { label: "de", code: "eu-central-1", countryCode: "DE" },
  { label: "ae", code: "me-central-1", countryCode: "AE" },
  { label: "il", code: "il-central-1", countryCode: "IL" },
  { label: "br", code: "sa-east-1", countryCode: "BR" },
  { label: "sg", code: "ap-southeast-1", countryCode: "SG" },
  { label: "fr", code: "eu-west-3", countryCode: "FR" },
  { label: "ap", code: "ap-southeast-2", countryCode: "AU" },
  { label: "in", code: "ap-south-1", countryCode: "IN" },
];
