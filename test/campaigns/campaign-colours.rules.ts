// A campaign's colours: the stylesheet, and what is left out because nobody could read it.
import { expect } from 'chai';
import {
  campaignStylesheet,
  contrast,
  hasOwnColours,
} from '../../server/campaigns/campaign-colours.ts';

const own = {
  signature: '#0B4F8A',
  signatureDark: '#083A66',
  accent: '#4B5A1E',
  ornament: '#7E9440',
};

describe('campaign colours', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).to.be.closeTo(21, 0.001);
    expect(contrast('#C1121F', '#FBF8F1')).to.be.closeTo(5.87, 0.01);
    expect(contrast('#777777', '#FFFFFF')).to.be.closeTo(4.48, 0.01);
  });

  it('sets the variables of the design', () => {
    expect(campaignStylesheet(own)).to.equal(
      ':root {\n  --merah: #0B4F8A;\n  --merah-tua: #083A66;\n  --sogan: #4B5A1E;\n  --emas: #7E9440;\n}\n',
    );
  });

  it('leaves out what could not be read on paper', () => {
    const css = campaignStylesheet({ ...own, signature: '#FFD400', accent: '#CCCCCC' });
    expect(css).not.to.match(/--merah:|--sogan/);
    expect(css).to.include('--emas');
  });

  it('needs no stylesheet for the default colours', () => {
    const defaults = {
      signature: '#C1121F',
      signatureDark: '#8F0D18',
      accent: '#7A4E17',
      ornament: '#B88A44',
    };
    expect(hasOwnColours(defaults)).to.equal(false);
    expect(hasOwnColours({ ...defaults, ornament: '#000000' })).to.equal(true);
  });
});
