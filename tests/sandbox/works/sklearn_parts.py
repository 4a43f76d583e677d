"""scikit-learn: metrics and a split, with jobs that would be processes."""

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import cross_val_score, train_test_split

points = [[float(i % 7), float(i % 2)] for i in range(40)]
labels = [i % 2 for i in range(40)]
train, test, train_labels, test_labels = train_test_split(points, labels, random_state=0)
model = LogisticRegression().fit(train, train_labels)
assert accuracy_score(test_labels, model.predict(test)) > 0.5
assert confusion_matrix([0, 1], [0, 1]).shape == (2, 2)
assert len(cross_val_score(model, points, labels, cv=3, n_jobs=2)) == 3
