// The last step of the build: parses the contract once, so that no start has to.
import { readFileSync, writeFileSync } from 'node:fs';
import { contractFile, parseContract, parsedContractFile } from './document.js';

writeFileSync(parsedContractFile, JSON.stringify(parseContract(readFileSync(contractFile, 'utf8'))));
