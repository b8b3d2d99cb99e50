"""Show where in a picture the evidence for each label lies.

Class activation mapping: a model that ends in a global average of its last feature map and one
dense layer adds up its answer from the places of the picture, and the same sum, taken apart, is a
map for each label. Source of the idea: B. Zhou et al., "Learning Deep Features for Discriminative
Localization", 2016, https://arxiv.org/abs/1512.04150

    >>> from petsight import Model, open_image
    >>> from petsight.explain import Explainer
    >>> Explainer(Model()).explain(open_image("photo.jpg")).heat("cat")

Nothing here is loaded unless somebody asks.
"""

from petsight.explain.explainer import Explainer
from petsight.explain.explanation import Explanation

__all__ = ["Explainer", "Explanation"]
