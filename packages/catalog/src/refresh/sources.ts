/** An npm package that is read as data. The digest is npm's own `dist.integrity`, copied here by hand. */
export interface SourcePackage {
  name: string;
  version: string;
  integrity: string;
}

/** The day both packages were published: what the catalog says was true on that day. */
export const AS_OF = '2026-09-23';

export const MODEL_SOURCE: SourcePackage = {
  name: '@oh-my-pi/pi-catalog',
  version: '18.2.11',
  integrity:
    'sha512-EGdYEeC77mGfBy7xvEcpAigvY+5cuNSjXjcjP0iza+xUHci3fsBYv6yonnJtwWHQF1gX1SLlmIT7desek1hf0g==',
};

export const PRICE_SOURCE: SourcePackage = {
  name: '@pydantic/genai-prices',
  version: '0.1.8',
  integrity:
    'sha512-h7CYw6qTyflG2zUndO8tXyL8Xopf+tX9JZu13h0ZFgeyYj+J2gm1edR4+R+mbQ2vPdkFjtTmmmu1cYQPM5/KTA==',
};
